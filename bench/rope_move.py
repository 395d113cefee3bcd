"""Plans with rope what moving one symbol would change, and writes nothing: path, symbol, destination, source root."""

import sys

from rope.base.project import Project
from rope.refactor.move import create_move

path, symbol, destination, root = sys.argv[1:5]
project = Project(".", ropefolder=None, source_folders=[root])
source = project.get_file(path)
text = source.read()
offset = min(
    at + len(lead)
    for lead in ("def ", "class ")
    if (at := ("\n" + text).find(f"\n{lead}{symbol}")) >= 0
)
changes = create_move(project, source, offset).get_changes(project.get_file(destination))
print(len(changes.changes))
