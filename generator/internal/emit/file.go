package emit

import (
	"bytes"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// File returns the source of the generated file; nil when the package has no components. An error is a fault of mcpgen,
// or a [ShadowedError].
func File(pkg *ir.Package) ([]byte, error) {
	if len(pkg.Components) == 0 {
		return nil, nil
	}
	e := newEmitter(pkg)
	e.nameOutputs()
	e.handshake()
	e.checks()
	for _, group := range byReceiver(pkg.Components) {
		e.register(group)
	}
	for _, c := range pkg.Components {
		e.input(c)
		e.output(c)
	}
	e.codecs()
	e.declareAliases()
	source, err := e.format()
	if err != nil {
		return nil, err
	}
	source = constrained(source, pkg.Build)
	if shadowed := e.shadowed(source); len(shadowed) > 0 {
		return nil, &ShadowedError{Names: shadowed}
	}
	return source, nil
}

// constrained puts a //go:build line below the header.
func constrained(source []byte, build string) []byte {
	if build == "" {
		return source
	}
	const top = "// " + header + "\n\n"
	return append([]byte(top+"//go:build "+build+"\n\n"), bytes.TrimPrefix(source, []byte(top))...)
}
