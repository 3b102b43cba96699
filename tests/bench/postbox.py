"""A mail server that takes everything as fast as it can, and says how much that was for each line it is given.

Run by itself, so that it shares no interpreter with what is measured: it tells its port first, then answers each
line on standard input with [mails so far, time of the last].
"""

import asyncio
import json
import sys
import time

HOST = "127.0.0.1"
END_OF_MAIL = b"\r\n.\r\n"


class Taken:
    """What has come, all connections together."""

    mails = 0
    at = 0.0


class Postbox(asyncio.Protocol):
    """One connection."""

    def connection_made(self, transport):
        self.transport, self.waiting, self.in_mail = transport, bytearray(), False
        transport.write(b"220 postbox\r\n")

    def data_received(self, data):
        self.waiting += data
        while True:
            end = END_OF_MAIL if self.in_mail else b"\r\n"
            place = self.waiting.find(end)
            if place < 0:
                return
            said = bytes(self.waiting[:place])
            del self.waiting[: place + len(end)]
            self.transport.write(self.answer(said))

    def answer(self, said):
        if self.in_mail:
            self.in_mail = False
            Taken.mails, Taken.at = Taken.mails + 1, time.monotonic()
            return b"250 taken\r\n"
        command = said[:4].upper()
        if command == b"DATA":
            self.in_mail = True
            return b"354 go on\r\n"
        if command == b"QUIT":
            self.transport.close()
            return b""
        return b"250 OK\r\n"


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Postbox, HOST, 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps([Taken.mails, Taken.at]), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
