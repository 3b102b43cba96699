"""Say in plain words what a long step is doing, so that nobody takes it for hanging."""

import contextlib
import io
import time


class Progress:
    """Print what is going on: one line a step, and a sign of life every other second."""

    pause = 2.0  # seconds

    def __init__(self, stream):
        self.stream = stream
        self.last = time.monotonic()

    def say(self, sentence=""):
        self.stream.write(f"{sentence}\n")
        self.stream.flush()
        self.last = time.monotonic()

    def still(self, detail):
        """Print the detail, unless something was said just now."""
        if time.monotonic() - self.last >= self.pause:
            self.say(f"  … {detail}")

    @contextlib.contextmanager
    def timed(self, sentence):
        """Announce a step, and say how long it took if anybody could have wondered."""
        self.say(sentence)
        started = time.monotonic()
        yield self
        seconds = time.monotonic() - started
        if seconds >= self.pause:
            self.say(f"  done ({seconds:.0f} s)")


class CountingStream(io.TextIOBase):
    """Stand in for a command's output: counts a word that it prints for each step, and shows the sum."""

    def __init__(self, progress, word, total):
        self.progress, self.word, self.total, self.count = progress, word, total, 0

    def write(self, text):
        if self.word in text:
            self.count += text.count(self.word)
            self.progress.still(f"{self.count} of {self.total}")
        return len(text)
