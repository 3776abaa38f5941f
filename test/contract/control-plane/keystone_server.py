"""A real Keystone, with its database in /run/shared. Prints its port when it serves; its admin's password is argv[1]."""
import os
import sqlite3
import subprocess
import sys
from wsgiref.simple_server import make_server

# What is compiled stays in the tree, for the commands below and for the next time.
sys.dont_write_bytecode = False
os.environ.pop('PYTHONDONTWRITEBYTECODE', None)
SHARED = '/run/shared'
CONFIG = f'{SHARED}/keystone.conf'
KEYS = f'{SHARED}/keys'

with open(CONFIG, 'w') as config:
    config.write(f"""
[database]
connection = sqlite:///{SHARED}/keystone.db
[fernet_tokens]
key_repository = {KEYS}
[fernet_receipts]
key_repository = {KEYS}
[credential]
key_repository = {KEYS}
[cache]
enabled = false
[identity]
# Passwords of tests are looked at often.
password_hash_rounds = 4
""")


def private(path, flags):
    return os.open(path, flags, 0o600)


# What `keystone-manage fernet_setup` does, which wants users that this tree has not.
from cryptography.fernet import Fernet

os.makedirs(KEYS, mode=0o700)
for name in ('0', '1'):
    with open(f'{KEYS}/{name}', 'wb', opener=private) as key:
        key.write(Fernet.generate_key())


def manage(*arguments):
    subprocess.run(['/usr/bin/keystone-manage', '--config-file', CONFIG, *arguments], check=True)


manage('db_sync')
# Keystone leaves connections open that have read, which otherwise keep the next one from writing.
with sqlite3.connect(f'{SHARED}/keystone.db') as database:
    database.execute('PRAGMA journal_mode = WAL')
manage('bootstrap', '--bootstrap-password', sys.argv[1])
sys.argv = ['keystone']
os.environ['OS_KEYSTONE_CONFIG_DIR'] = SHARED

from keystone.server.wsgi import initialize_public_application

server = make_server('127.0.0.1', 0, initialize_public_application())
print('port', server.server_port, flush=True)
server.serve_forever()
