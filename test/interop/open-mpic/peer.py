# Serves open-mpic-core as its containers do: POST /dcv and /caa (checkers), POST /mpic (coordinator of the agents given).
# Usage: peer.py '{"dns": 5353, "agents": [{"code": "a", "rir": "RIPE NCC", "port": 8000}]}'; prints its port, then serves.
import asyncio
import json
import sys

import aiohttp
from aiohttp import web
from pydantic import TypeAdapter

from open_mpic_core import (
    CaaCheckRequest,
    CheckResponse,
    DcvCheckRequest,
    MpicCaaChecker,
    MpicCoordinator,
    MpicCoordinatorConfiguration,
    MpicDcvChecker,
    MpicRequest,
    MpicRequestValidationException,
    RemotePerspective,
)

settings = json.loads(sys.argv[1])
dcv_checker = MpicDcvChecker(dns_timeout=2, dns_resolution_lifetime=4)
caa_checker = MpicCaaChecker(["ca.example"], dns_timeout=2, dns_resolution_lifetime=4)
for checker in (dcv_checker, caa_checker):
    checker.resolver.nameservers = ["127.0.0.1"]
    checker.resolver.port = settings["dns"]
    checker.resolver.search = []

ports = {agent["code"]: agent["port"] for agent in settings["agents"]}
response_adapter = TypeAdapter(CheckResponse)


async def ask_agent(perspective, check_type, check_request):
    url = f"http://127.0.0.1:{ports[perspective.code]}/{check_type.value}"
    async with aiohttp.ClientSession() as session:
        body = check_request.model_dump_json()
        async with session.post(url, data=body, headers={"content-type": "application/json"}) as response:
            return response_adapter.validate_json(await response.text())


perspectives = [RemotePerspective(code=agent["code"], rir=agent["rir"]) for agent in settings["agents"]]
coordinator = MpicCoordinator(ask_agent, MpicCoordinatorConfiguration(perspectives, len(perspectives), 2, "secret"))


def reply(model, status=200):
    return web.Response(text=model.model_dump_json(), status=status, content_type="application/json")


async def dcv(request):
    answer = await dcv_checker.check_dcv(DcvCheckRequest.model_validate_json(await request.text()))
    return reply(answer, 500 if answer.errors else 200)


async def caa(request):
    answer = await caa_checker.check_caa(CaaCheckRequest.model_validate_json(await request.text()))
    return reply(answer, 500 if answer.errors else 200)


async def mpic(request):
    try:
        asked = TypeAdapter(MpicRequest).validate_json(await request.text())
        return reply(await coordinator.coordinate_mpic(asked))
    except MpicRequestValidationException as error:
        return web.json_response({"error": str(error)}, status=400)


async def main():
    app = web.Application()
    app.add_routes([web.post("/dcv", dcv), web.post("/caa", caa), web.post("/mpic", mpic)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print("port", site._server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
