#!/usr/bin/env python3
"""One SMTP conversation on loopback: smtp_sink.py plain|starttls|tls CERTIFICATE KEY [REFUSED]

Prints its port, then every line that the client sent; answers 550 to a receiver that holds REFUSED."""
import socket
import ssl
import sys

mode, certificate, key = sys.argv[1:4]
refused = sys.argv[4] if len(sys.argv) > 4 else None
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
connection, _ = listener.accept()


def secured(plain):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context.wrap_socket(plain, server_side=True)


try:
    if mode == "tls":
        connection = secured(connection)
    secure = mode == "tls"
    stream = connection.makefile("rwb", buffering=0)
    stream.write(b"220 sink\r\n")
    while True:
        line = stream.readline()
        if not line:
            break
        print(line.decode().rstrip(), flush=True)
        word = line.split()[0].upper() if line.split() else b""
        if word == b"EHLO":
            offers = [b"250-sink"]
            if mode == "starttls" and not secure:
                offers.append(b"250-STARTTLS")
            offers.append(b"250 AUTH PLAIN")
            stream.write(b"\r\n".join(offers) + b"\r\n")
        elif word == b"STARTTLS":
            stream.write(b"220 go\r\n")
            connection = secured(connection)
            stream = connection.makefile("rwb", buffering=0)
            secure = True
        elif word == b"AUTH":
            if len(line.split()) == 2:
                stream.write(b"334 \r\n")
                print("AUTH PLAIN " + stream.readline().decode().rstrip(), flush=True)
            stream.write(b"235 in\r\n")
        elif word == b"RCPT" and refused and refused.encode() in line:
            stream.write(b"550 nobody is called that here\r\n")
        elif word == b"DATA":
            stream.write(b"354 go on\r\n")
            while True:
                line = stream.readline()
                print(line.decode().rstrip(), flush=True)
                if line in (b".\r\n", b""):
                    break
            stream.write(b"250 taken\r\n")
        elif word == b"QUIT":
            stream.write(b"221 bye\r\n")
            break
        else:
            stream.write(b"250 ok\r\n")
except (OSError, ssl.SSLError) as error:
    print("ended:", error, flush=True)
