"""Plans with rope what moving symbols would change, and writes nothing.

Arguments: path of the module, a symbol, destination, source root, and how many more functions of the module to move.
"""

import re
import sys

from rope.base.project import Project
from rope.refactor.move import create_move

path, symbol, destination, root = sys.argv[1:5]
more = int(sys.argv[5]) if len(sys.argv) > 5 else 0
project = Project(".", ropefolder=None, source_folders=[root], ignore_syntax_errors=True)
source = project.get_file(path)
places = {found[1]: found.start(1) for found in re.finditer(r"^(?:def|class) (\w+)", source.read(), re.M)}
others = [name for name in places if name != symbol][:more]
for name in [symbol, *others]:
    changes = create_move(project, source, places[name]).get_changes(project.get_file(destination))
    print(name, len(changes.changes))
