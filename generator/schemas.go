package generator

import (
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
	"github.com/mcpgen/mcpgen/generator/internal/resolve"
	"github.com/mcpgen/mcpgen/generator/internal/validate"
)

// Schemas are the JSON Schema texts of one component. Those of a tool are what clients get; Output is "" when nothing
// structured is returned. Of a prompt or resource Input is what its arguments or variables are held against, which travel as
// strings, and Output is "".
type Schemas struct {
	Package, Kind, Name string
	Input, Output       string
}

// ReadSchemas returns the schemas of all components in source order. There are none when the diagnostics hold an error.
func ReadSchemas(cfg Config) ([]Schemas, []diag.Diagnostic) {
	packages, found := load.Load(load.Config{Dir: cfg.Dir, Patterns: cfg.Patterns, Env: cfg.Env, BuildTags: cfg.BuildTags})
	var list []Schemas
	for _, pkg := range packages {
		resolved, more := resolve.Package(pkg)
		found = append(found, more...)
		if resolved == nil {
			continue
		}
		found = append(found, validate.Package(resolved)...)
		for _, c := range resolved.Components {
			list = append(list, schemasOf(resolved, c))
		}
	}
	if found = diag.Sort(found); diag.HasErrors(found) {
		return nil, found
	}
	return list, found
}

func schemasOf(p *ir.Package, c *ir.Component) Schemas {
	s := Schemas{Package: p.Path, Kind: string(c.Kind), Name: c.Name, Input: c.Input.Schema}
	if c.Kind == ir.Tool && c.Result.Type != nil {
		s.Output = c.Result.Type.Schema
	}
	return s
}
