package emit

import (
	"bytes"
	"fmt"

	"golang.org/x/tools/imports"
)

// format renders the file and formats it: the head by x/tools, which groups the imports, and what follows by [layout], or
// by x/tools too.
func (e *emitter) format() ([]byte, error) {
	var raw bytes.Buffer
	e.file.NoFormat = true
	if err := e.file.Render(&raw); err != nil {
		return nil, fmt.Errorf("writing the generated file: %w", err)
	}
	head, declarations := raw.Bytes(), []byte(nil)
	begin := bytes.Index(head, []byte("\n// "+handshakeOpening)) // with the line break above the first declaration
	if text, ok := layout(head[begin:]); ok {
		head, declarations = head[:begin], text
	}
	head, err := imports.Process(Name, head, &imports.Options{FormatOnly: true, Comments: true, TabIndent: true, TabWidth: 8})
	if err != nil {
		return nil, fmt.Errorf("formatting the generated file: %w", err)
	}
	return append(head, declarations...), nil
}
