"""What the workers of extraction share: their fork server imports this once, and they are forked with it in memory."""

from glosswire.pipeline.stages import make_reader
from glosswire.text.language import identify

# The detectors load their models when they are first asked: 60 MB and 0.8 s for each worker, if each asked for itself.
READ = make_reader()
WOKEN = identify("These words are only here to wake the detectors of languages.")
