package load

import (
	"bytes"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

func position(source []byte, offset int) diag.Pos {
	before := source[:min(offset, len(source))]
	return diag.Pos{
		Offset: offset,
		Line:   1 + bytes.Count(before, []byte("\n")),
		Column: len(before) - bytes.LastIndexByte(before, '\n'),
	}
}
