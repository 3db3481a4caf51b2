package emit

import (
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
	if shadowed := e.shadowed(source); len(shadowed) > 0 {
		return nil, &ShadowedError{Names: shadowed}
	}
	return source, nil
}
