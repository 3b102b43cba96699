"""What the templates of forms need."""

from django import forms, template

register = template.Library()


@register.filter
def control(field):
    """Write a form field's control as the design has it."""
    widget = field.field.widget
    styled = not isinstance(widget, forms.CheckboxInput | forms.RadioSelect)
    return field.as_widget(attrs={"class": "input"} if styled else {})
