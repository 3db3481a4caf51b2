package load

import (
	"go/ast"
	"go/token"
	"slices"
)

func (p *unit) fileAt(pos token.Pos) *ast.File {
	for _, f := range p.files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			return f
		}
	}
	return nil
}

// settle works off the queue in rounds, so that the go command runs at most once a round.
func (u *universe) settle() {
	for len(u.queue) > 0 {
		round := u.queue
		u.queue = nil
		var fresh, ask []string
		for _, d := range round {
			if _, known := u.units[d.path]; !known && !slices.Contains(fresh, d.path) {
				fresh = append(fresh, d.path)
				if stubs[d.path] == "" {
					ask = append(ask, d.path)
				}
			}
		}
		u.env.locate(ask)
		u.read(fresh)
		for _, d := range round {
			if p := u.unit(d.path); p != nil {
				if d.isType {
					u.declareUnknown(p, d.name)
				}
				u.mark(p, d.name)
				u.seedMethod(p, d.name, d.method)
			}
		}
	}
}

// mark keeps the declaration of a name and walks what it mentions.
func (u *universe) mark(p *unit, name string) {
	if p.marked[name] {
		return
	}
	places, ok := p.decls[name]
	if !ok {
		return
	}
	p.marked[name] = true
	for _, at := range places {
		switch d := at.decl.(type) {
		case *ast.FuncDecl:
			p.keep[d] = true
			u.walk(p, at.file, d.Type)
		case *ast.GenDecl:
			if d.Tok == token.CONST {
				u.markConst(p, d)
				continue
			}
			p.keep[at.spec] = true
			u.walk(p, at.file, p.typed(at.spec))
		}
	}
	u.markMethods(p, name)
	for _, block := range p.byType[name] {
		u.markConst(p, block)
	}
}

// markConst keeps a whole block of constants, for iota counts its lines.
func (u *universe) markConst(p *unit, block *ast.GenDecl) {
	if p.keep[block] {
		return
	}
	p.keep[block] = true
	for _, spec := range block.Specs {
		p.keep[spec] = true
	}
	u.walk(p, p.home[block], block)
}

// schemaMethods are the methods that change how a type looks in JSON. The signatures of others are kept, but what they
// mention is not loaded.
var schemaMethods = map[string]bool{
	"MarshalJSON": true, "UnmarshalJSON": true, "MarshalText": true, "UnmarshalText": true, "AppendText": true,
	"MarshalJSONTo": true, "UnmarshalJSONFrom": true, "IsZero": true, "Check": true,
}

func (u *universe) markMethods(p *unit, typeName string) {
	for _, m := range p.methods[typeName] {
		p.keep[m] = true
		if u.thorough || schemaMethods[m.Name.Name] {
			u.walk(p, p.home[m], m.Type)
		}
		if m.Name.Name == "JSONSchema" && m.Body != nil {
			for _, statement := range m.Body.List {
				u.walk(p, p.home[m], statement) // it may return a constant
			}
		}
	}
}

// walk marks every name that a node mentions; function bodies are not looked at.
func (u *universe) walk(p *unit, file *ast.File, node ast.Node) {
	isType := false
	switch node.(type) {
	case *ast.FuncType, *ast.TypeSpec:
		isType = true
	}
	ast.Inspect(node, func(n ast.Node) bool {
		switch e := n.(type) {
		case *ast.BlockStmt:
			return false
		case *ast.SelectorExpr:
			if x, ok := e.X.(*ast.Ident); ok && len(p.decls[x.Name]) == 0 && u.need(p, file, x.Name, demand{name: e.Sel.Name, isType: isType}) {
				return false
			}
		case *ast.Ident:
			if len(p.decls[e.Name]) > 0 {
				u.mark(p, e.Name)
			} else {
				u.needDot(p, file, e.Name)
			}
		}
		return true
	})
}

// need asks for a name of the package that file imports as pkg. It reports whether there is such an import.
func (u *universe) need(p *unit, file *ast.File, pkg string, d demand) bool {
	path, ok := u.codeImport(p, file, pkg)
	if !ok {
		return false
	}
	p.wants[path] = true
	d.path = u.actual(p, path)
	u.queue = append(u.queue, d)
	return true
}

// needDot asks dot-imported packages for a name that nothing else declares.
func (u *universe) needDot(p *unit, file *ast.File, name string) {
	if !ast.IsExported(name) {
		return
	}
	for _, spec := range file.Imports {
		if spec.Name != nil && spec.Name.Name == "." {
			p.wants[importPath(spec)] = true
			u.queue = append(u.queue, demand{path: u.actual(p, importPath(spec)), name: name})
		}
	}
}

// seedMethod marks what the signature of a method mentions. A type that does not declare it may embed one that does, in
// this package or in another.
func (u *universe) seedMethod(p *unit, typeName, method string) {
	key := typeName + "." + method
	if method == "" || p.marked[key] {
		return
	}
	p.marked[key] = true
	for _, m := range p.methods[typeName] {
		if m.Name.Name == method {
			u.walk(p, p.home[m], m.Type)
			return
		}
	}
	for _, at := range p.decls[typeName] {
		spec, ok := at.spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		for _, embedded := range embeddedIn(spec.Type) {
			switch t := embedded.(type) {
			case *ast.Ident:
				u.seedMethod(p, t.Name, method)
				u.needDot(p, at.file, t.Name)
			case *ast.SelectorExpr:
				if x, ok := t.X.(*ast.Ident); ok {
					u.need(p, at.file, x.Name, demand{name: t.Sel.Name, isType: true, method: method})
				}
			}
		}
	}
}
