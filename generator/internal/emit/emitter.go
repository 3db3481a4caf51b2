package emit

import (
	"bytes"
	"path"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

const runtimePath = "github.com/mcpgen/mcpgen/runtime"

// emitter writes one file.
type emitter struct {
	pkg   *ir.Package
	file  *jen.File
	names names
	// checkVars are the variables of custom checks, by the text of their use.
	checkVars     map[string]string
	inputs        map[*ir.Component]string // names of the structs of arguments
	makers        map[*ir.Component]string // names of the functions that make components
	groupOf       map[*ir.Component]group  // with which a component is registered
	imported      map[string]bool          // by path: the name is settled
	inputDecoders map[*ir.Component]string
	patternVars   map[*ir.Field]string
	schemaVars    map[*ir.Field]string // of stated schemas
	aliases       map[*ir.Anonymous]string
	aliasDefs     []jen.Code
	field         *ir.Field // whose rules are being written
	// ownTypes and goTypes are names of types that were written in the package's meaning and in that of Go.
	ownTypes, goTypes map[string]bool
	decoders          queue
	encoders          queue
}

func newEmitter(pkg *ir.Package) *emitter {
	e := &emitter{
		pkg:           pkg,
		file:          jen.NewFilePathName(pkg.Path, pkg.Name),
		names:         newNames(pkg),
		checkVars:     map[string]string{},
		inputs:        map[*ir.Component]string{},
		makers:        map[*ir.Component]string{},
		groupOf:       map[*ir.Component]group{},
		imported:      map[string]bool{},
		inputDecoders: map[*ir.Component]string{},
		patternVars:   map[*ir.Field]string{},
		schemaVars:    map[*ir.Field]string{},
		aliases:       map[*ir.Anonymous]string{},
		ownTypes:      map[string]bool{},
		goTypes:       map[string]bool{},
	}
	e.decoders.prefix, e.encoders.prefix = "decode", "encode"
	e.file.HeaderComment(header)
	e.importOnce("context", "context")
	e.importOnce(runtimePath, "mcpruntime")
	e.importOnce(checkPath, "check")
	e.importOnce(codecPath, "codec")
	return e
}

// nameOutputs gives the objects that several results form their names: structs of the generated file.
func (e *emitter) nameOutputs() {
	for _, c := range e.pkg.Components {
		if !c.Result.Several {
			continue
		}
		wishes := []string{lowerFirst(c.Func.Name) + "Output"}
		if c.Func.Receiver != "" {
			wishes = append(wishes, lowerFirst(c.Func.Receiver)+upperFirst(c.Func.Name)+"Output")
		}
		c.Result.Type.Go = ir.GoType{Name: e.names.global(wishes...)}
	}
}

// importName gives an import its own name, or, where the package has declared that, another one. The name is written where
// its path does not tell it, so that nobody has to look it up.
func (e *emitter) importName(importPath, name string) {
	free := e.names.forImport(importPath, name)
	if free != path.Base(importPath) {
		e.file.ImportAlias(importPath, free)
		return
	}
	e.file.ImportName(importPath, name)
}

// comment writes line comments.
func (e *emitter) comment(text string) {
	for line := range bytes.Lines([]byte(text)) {
		e.file.Comment("// " + string(bytes.TrimRight(line, "\n")))
	}
}

// importOnce settles the name of an import at its first use.
func (e *emitter) importOnce(path, name string) {
	if !e.imported[path] {
		e.imported[path] = true
		e.importName(path, name)
	}
}

const checkPath = runtimePath + "/check"

const codecPath = runtimePath + "/codec"

// principalPath is imported where a check is a method of a value.
const principalPath = runtimePath + "/principal"

// alias returns the name under which the generated file knows an anonymous struct: an alias, so that it is the user's type
// and not another one.
func (e *emitter) alias(g ir.GoType) string {
	if name, ok := e.aliases[g.Struct]; ok {
		return name
	}
	name := e.names.global(lowerFirst(g.Name), lowerFirst(g.Name)+"Struct")
	e.aliases[g.Struct] = name
	fields := make([]jen.Code, len(g.Struct.Fields))
	for i, f := range g.Struct.Fields {
		field := new(jen.Statement)
		if f.Name != "" {
			field.Id(f.Name)
		}
		field.Add(e.expression(f.Type))
		if f.Tag != "" {
			field.Op(tag(f.Tag))
		}
		fields[i] = field
	}
	e.aliasDefs = append(e.aliasDefs, jen.Id(name).Op("=").Struct(fields...))
	return name
}

// expression writes a type expression that was taken apart.
func (e *emitter) expression(pieces []ir.Piece) *jen.Statement {
	out := new(jen.Statement)
	for _, p := range pieces {
		switch {
		case p.ImportPath != "":
			e.importOnce(p.ImportPath, p.PackageName)
			out.Qual(p.ImportPath, p.Text)
			continue
		case p.Predeclared:
			e.goTypes[p.Text] = true
		case p.Own:
			e.ownTypes[p.Text] = true
		}
		if inner, err := strconv.Unquote(p.Text); err == nil { // of a struct inside
			p.Text = tag(inner)
		}
		out.Op(p.Text)
	}
	return out
}

// tag writes a struct tag.
func tag(text string) string {
	if strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}

// goType writes a type expression.
func (e *emitter) goType(t *ir.Type) *jen.Statement {
	if t.Go.Name != "" {
		return e.named(t.Go)
	}
	switch t.Kind {
	case ir.Pointer:
		return jen.Op("*").Add(e.goType(t.Elem))
	case ir.Slice:
		return jen.Index().Add(e.goType(t.Elem))
	case ir.Array:
		return jen.Index(jen.Lit(t.Len)).Add(e.goType(t.Elem))
	case ir.Map:
		return jen.Map(e.goType(t.Key)).Add(e.goType(t.Elem))
	case ir.Bytes:
		if t.Elem != nil {
			return jen.Index().Add(e.goType(t.Elem))
		}
		return jen.Index().Byte()
	}
	return jen.Any()
}

func (e *emitter) named(g ir.GoType) *jen.Statement {
	if g.Struct != nil {
		return jen.Id(e.alias(g))
	}
	s := jen.Id(g.Name)
	if g.Predeclared {
		e.goTypes[g.Name] = true
	} else if g.ImportPath == "" {
		e.ownTypes[g.Name] = true
	}
	if g.ImportPath != "" {
		e.importOnce(g.ImportPath, g.PackageName)
		s = jen.Qual(g.ImportPath, g.Name)
	}
	if len(g.Args) == 0 {
		return s
	}
	args := make([]jen.Code, len(g.Args))
	for i, arg := range g.Args {
		args[i] = e.goType(arg)
	}
	return s.Types(args...)
}

// hasFunction reports whether values of the type are read and written by a function of their own.
func hasFunction(t *ir.Type) bool {
	return t.Kind == ir.Object || t.Recursive || len(t.Enum) > 0 || isNamedAny(t) || t.Literal != ""
}

// isNamedAny reports whether t is a named empty interface, which the functions of codec for any do not take.
func isNamedAny(t *ir.Type) bool { return t.Kind == ir.Any && t.Go.Name != "" }

// asAny converts a pointer to a named empty interface.
func asAny(target *jen.Statement) *jen.Statement { return jen.Parens(jen.Op("*").Any()).Call(target) }

const mcpPath = "github.com/mark3labs/mcp-go/mcp"

const (
	header = "Code generated by mcpgen. DO NOT EDIT."
)

// handshake is the comment of the first declaration.
const (
	handshakeOpening = "This file was made for version 1 of the contract between mcpgen and its runtime."
	handshake        = handshakeOpening + ` If the next line does not
compile, the mcpgen that wrote this file and the runtime in go.mod differ: run "go get github.com/mcpgen/mcpgen"
and "go generate".`
)

func (e *emitter) handshake() {
	e.comment(handshake)
	e.file.Const().Id("_").Op("=").Qual(runtimePath, "GenVersion1").Line()
}

// Name is the base name of the generated file.
const Name = "mcp_gen.go"
