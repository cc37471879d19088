#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""far_proxy.py PORT ROUND_TRIP_MS MBIT_PER_S: a server at PORT of this machine as if it were far away. Prints the port
to connect to, and serves until it is ended.

Each direction of a connection waits half a round trip and has the bandwidth for itself; so has the TCP handshake, which
is answered by this machine at once, before its first bytes pass.
"""
import asyncio
import sys

PIECE = 65536
# What may be on its way in one direction: enough for the bandwidth, and not the whole of a COPY.
PIECES_ON_THE_WAY = 64


async def carry(reader, writer, delay, seconds_per_byte, first_delay):
    """Until the sender closes."""
    clock = asyncio.get_running_loop().time
    pieces = asyncio.Queue(PIECES_ON_THE_WAY)

    async def deliver():
        while True:
            due, piece = await pieces.get()
            await asyncio.sleep(max(0, due - clock()))
            if not piece:
                return
            writer.write(piece)
            await writer.drain()

    delivery = asyncio.create_task(deliver())
    free = clock() + first_delay
    try:
        while piece := await reader.read(PIECE):
            free = max(free, clock()) + len(piece) * seconds_per_byte
            await pieces.put((free + delay, piece))
        await pieces.put((max(free, clock()) + delay, b""))
        await delivery
    except ConnectionError:
        pass
    finally:
        delivery.cancel()
        writer.close()


async def main(port, round_trip, bits_per_second):
    async def connect(reader, writer):
        there, to_there = await asyncio.open_connection("127.0.0.1", port)
        delay, each = round_trip / 2, 8 / bits_per_second
        await asyncio.gather(carry(reader, to_there, delay, each, round_trip), carry(there, writer, delay, each, 0))

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2]) / 1000, float(sys.argv[3]) * 1e6))
