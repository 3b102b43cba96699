"""The first-run page: an administrator on an empty site makes it her own."""

from django.shortcuts import render


def start(request):
    return render(request, "start.html")
