"""
The AWS CLI, loaded once. A runbook has a hundred commands, and each spends most of its time on imports.

`warm_aws.py serve SOCKET` loads it and answers; `warm_aws.py call SOCKET ARGUMENTS` is the command `aws ARGUMENTS`,
with the caller's environment, standard input, output and error. Each command is a fork, so none leaves anything to the
next. Waiters ask again at once: where this is used, simulated minutes pass in milliseconds.
"""

import contextlib
import gc
import json
import os
import socket
import sys
import time
import types

USED = {
    "rds": "describe-db-instances",
    "docdb": "describe-db-clusters",
    "neptune": "describe-db-clusters",
    "backup": "describe-restore-job",
    "kms": "describe-key",
    "stepfunctions": "list-executions",
    "sts": "get-caller-identity",
    "iam": "create-service-linked-role",
}


def serve(path):
    from awscli.clidriver import create_clidriver

    loader = warm(create_clidriver())
    driver = create_clidriver()
    driver.session.register_component("data_loader", loader)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    print("ready", flush=True)
    while True:
        caller, _ = listener.accept()
        said, files, _, _ = socket.recv_fds(caller, 1 << 20, 3)
        if os.fork() == 0:
            answer(driver, caller, json.loads(said), files)
        for file in files:
            os.close(file)
        caller.close()
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            pass


def warm(driver):
    """
    What has read all that a command reads: service models, endpoint rules. The driver that did it has looked for
    credentials, and would keep those for all callers; so it goes.
    """
    import botocore.waiter

    botocore.waiter.time = types.SimpleNamespace(sleep=lambda _: time.sleep(0.02))
    for service, operation in USED.items():
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            driver.main([service, operation, "--generate-cli-skeleton"])
        driver.session.create_client(
            service, region_name="eu-central-1", aws_access_key_id="none", aws_secret_access_key="none"
        )
    gc.collect()
    gc.freeze()
    return driver.session.get_component("data_loader")


def answer(driver, caller, said, files):
    for standard, file in enumerate(files):
        os.dup2(file, standard)
    os.environ.clear()
    os.environ.update(said["environment"])
    os.chdir(said["folder"])
    try:
        status = driver.main(said["arguments"])
    except SystemExit as ended:
        status = ended.code
    sys.stdout.flush()
    sys.stderr.flush()
    caller.sendall(str(status if isinstance(status, int) else 1).encode())
    os._exit(0)


def call(path, arguments):
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(path)
        said = {"arguments": arguments, "environment": dict(os.environ), "folder": os.getcwd()}
        socket.send_fds(server, [json.dumps(said).encode()], [0, 1, 2])
        return int(server.recv(16) or b"1")


if __name__ == "__main__":
    sys.exit(serve(sys.argv[2]) if sys.argv[1] == "serve" else call(sys.argv[2], sys.argv[3:]))
