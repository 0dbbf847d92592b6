"""The values that a text states, in any language and script, and their comparison with a translation's."""

from glosswire.text.numbers.compare import number_findings
from glosswire.text.numbers.reading import stated
from glosswire.text.numbers.values import Value

__all__ = ["Value", "number_findings", "stated"]
