"""Microsoft's published keys, as they come over the wire."""

import asyncio
import json

import aiohttp
import pytest
from aiohttp import web

from bot.teams.keys import SigningKeys
from tests.platforms.teams.identity import Key


@pytest.mark.parametrize(("padding", "is_found"), [(100_000, True), (2_000_000, False)])
async def test_keys_that_come_in_many_pieces_are_read_whole_up_to_a_sensible_size(padding: int, is_found: bool) -> None:
    async def metadata(request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": f"http://{request.host}/keys"})

    async def keys(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        published = json.dumps({"padding": "x" * padding, "keys": [Key(0).published()]}).encode()
        for start in range(0, len(published), 10_000):
            if request.transport is None or request.transport.is_closing():
                break
            await response.write(published[start : start + 10_000])
            await asyncio.sleep(0)
        return response

    app = web.Application()
    app.add_routes([web.get("/", metadata), web.get("/keys", keys)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session:
        signing = SigningKeys(session, f"http://127.0.0.1:{runner.addresses[0][1]}/")
        found = await signing.find("key-0")
        await signing.close()
    await runner.cleanup()
    assert (found is not None) is is_found
