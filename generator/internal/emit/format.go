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
	begin := bytes.Index(raw.Bytes(), []byte("\n// "+handshakeOpening)) // with the line break above the first declaration
	head, err := grouped(raw.Bytes()[:begin])
	if err != nil {
		return nil, fmt.Errorf("formatting the imports of the generated file: %w", err)
	}
	if file, ok := layout(head, raw.Bytes()[begin:]); ok {
		return file, nil
	}
	file, err := grouped(raw.Bytes())
	if err != nil {
		return nil, fmt.Errorf("formatting the generated file: %w", err)
	}
	return file, nil
}

// grouped formats source and groups its imports.
func grouped(source []byte) ([]byte, error) {
	return imports.Process(Name, source, &imports.Options{FormatOnly: true, Comments: true, TabIndent: true, TabWidth: 8})
}
