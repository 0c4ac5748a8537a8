"""The harbour bot: /chat answers, /health says how it is."""
import json
import os
import pathlib
import signal
import socketserver
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import counters
import health
import journal
import replies
import settings


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "harbor-bot"

    def do_GET(self):
        address = urlsplit(self.path)
        if address.path == "/health":
            self.answer(*health.report(self.server.settings, self.server.release))
        elif address.path == "/counters":
            self.answer(200, counters.snapshot())
        elif address.path == "/chat":
            self.chat(parse_qs(address.query).get("text", [""])[0])
        else:
            self.answer(404, {"error": "there is nothing here"})

    def do_POST(self):
        length = min(int(self.headers.get("Content-Length") or 0), 64 * 1024)
        body = self.rfile.read(length).decode("utf-8", "replace")
        if urlsplit(self.path).path == "/chat":
            self.chat(parse_qs(body).get("text", [body])[0])
        else:
            self.answer(404, {"error": "there is nothing here"})

    def chat(self, text):
        try:
            reply = replies.reply(text, self.server.settings)
        except KeyError as missing:
            journal.write("error", "chat failed: setting %s is missing" % missing.args[0])
            self.answer(503, {"error": "setting %s is missing" % missing.args[0]})
            return
        counters.add("answered")
        journal.write("info", "answered a question of %d characters" % len(text))
        self.answer(200, {"reply": reply})

    def answer(self, status, content):
        body = (json.dumps(content, ensure_ascii=False) + "\n").encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass  # the journal says what matters


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def server_bind(self):
        socketserver.TCPServer.server_bind(self)  # without asking a resolver for our name


def main():
    home = pathlib.Path(os.environ["HOME"])
    known = settings.read(home / "bot.env")
    server = Server(("127.0.0.1", int(known["BOT_PORT"])), Handler)
    server.settings = known
    server.release = health.release(pathlib.Path(__file__).resolve().parent.parent)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    journal.write("info", "started %s" % server.release["version"])
    server.serve_forever()


if __name__ == "__main__":
    main()
