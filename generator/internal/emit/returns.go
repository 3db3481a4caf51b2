package emit

import (
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// result says how the value travels.
func (e *emitter) result(c *ir.Component) jen.Code {
	if name := mcpResults[c.Result.Kind]; name != "" {
		return jen.Qual(runtimePath, name).Call()
	}
	switch c.Result.Kind {
	case ir.ResultNone:
		return jen.Qual(runtimePath, "NoResult").Call()
	case ir.ResultText:
		return jen.Qual(runtimePath, "Text").Call()
	case ir.ResultRead:
		return jen.Qual(runtimePath, "TextOrBytes").Call()
	}
	name := "JSON"
	if c.Result.Wrapped {
		name = "WrappedJSON"
	}
	return jen.Qual(runtimePath, name).Call(e.resultEncoder(c.Result.Type))
}

// outputType is the type of the value that travels.
func (e *emitter) outputType(c *ir.Component) *jen.Statement {
	switch c.Result.Kind {
	case ir.ResultNone:
		return jen.Struct()
	case ir.ResultText:
		return jen.String()
	case ir.ResultBytes, ir.ResultRead:
		return jen.Index().Byte() // to which a named slice of bytes is assignable
	}
	if t := e.mcpType(c.Result.Kind); t != nil {
		return t
	}
	return e.goType(c.Result.Type)
}

// returns turns what the function returns into a value and an error.
func (e *emitter) returns(c *ir.Component, p *passed, call *jen.Statement) []jen.Code {
	switch {
	case isDirect(c):
		return e.direct(c, call)
	case c.Result.Callback:
		return e.handedOver(c, p, call)
	}
	return e.assembled(c, p, call)
}

// isDirect reports whether the function returns what travels, or nothing, and perhaps an error.
func isDirect(c *ir.Component) bool {
	if c.Result.Several || c.Result.Callback || len(c.Result.Returns) > 1 {
		return false
	}
	return !slices.ContainsFunc(c.Result.Returns, func(r ir.Return) bool { return r.Use != ir.Kept || r.Collect != ir.CollectNone })
}

func (e *emitter) direct(c *ir.Component, call *jen.Statement) []jen.Code {
	named := isNamedText(c)
	switch {
	case c.Result.Kind == ir.ResultNone && c.Result.HasError:
		return []jen.Code{jen.Return(jen.Struct().Values(), call)}
	case c.Result.Kind == ir.ResultNone:
		return []jen.Code{call, jen.Return(jen.Struct().Values(), jen.Nil())}
	case named && c.Result.HasError:
		text, err := e.names.local("text"), e.names.local("err")
		return []jen.Code{
			jen.List(jen.Id(text), jen.Id(err)).Op(":=").Add(call),
			jen.Return(jen.String().Call(jen.Id(text)), jen.Id(err)),
		}
	case named:
		return []jen.Code{jen.Return(jen.String().Call(call), jen.Nil())}
	case c.Result.HasError:
		return []jen.Code{jen.Return(call)}
	}
	return []jen.Code{jen.Return(call, jen.Nil())}
}

// isNamedText reports whether a text is of a type other than string.
func isNamedText(c *ir.Component) bool {
	return c.Result.Kind == ir.ResultText && !c.Result.Type.Go.Predeclared
}

// handedOver returns what a callback was handed.
func (e *emitter) handedOver(c *ir.Component, p *passed, call *jen.Statement) []jen.Code {
	all := jen.Id(p.items).Dot("Items")
	if !c.Result.HasError {
		return []jen.Code{call, jen.Return(all.Call(jen.Nil()))}
	}
	err := e.names.local("err")
	return []jen.Code{jen.Id(err).Op(":=").Add(call), jen.Return(all.Call(jen.Id(err)))}
}

// assembled puts what the function returns into variables, collects what is not data yet, and returns it as one value.
func (e *emitter) assembled(c *ir.Component, p *passed, call *jen.Statement) []jen.Code {
	collects := slices.ContainsFunc(c.Result.Returns, func(r ir.Return) bool { return r.Use == ir.Kept && r.Collect != ir.CollectNone })
	if collects {
		e.context(p)
	}
	var left []jen.Code
	names := make([]string, len(c.Result.Returns))
	used := map[string]bool{p.ctx: true, p.in: true, e.names.local("caller"): true, e.names.local("request"): true}
	name := func(wish string) string { return e.localBeside(used, wish) }
	err := name("err") // first, so that it is the error that is called so
	before := len(used)
	found := ""
	for i, r := range c.Result.Returns {
		switch r.Use {
		case ir.Kept:
			names[i] = name(valueName(r.Name, len(c.Result.Returns)))
		case ir.Found:
			names[i] = name("ok")
			found = names[i]
		default:
			names[i] = "_"
		}
		left = append(left, jen.Id(names[i]))
	}
	failure := jen.Code(jen.Nil())
	if c.Result.HasError {
		left = append(left, jen.Id(err))
		failure = jen.Id(err)
	}
	assign := ":="
	if len(used) == before && !c.Result.HasError {
		assign = "=" // there is nothing to declare
	}
	body := []jen.Code{jen.List(left...).Op(assign).Add(call)}
	if found != "" {
		failure = jen.Qual(runtimePath, "Found").Call(jen.Id(found), failure)
	}
	for i, r := range c.Result.Returns {
		if r.Use != ir.Kept || r.Collect == ir.CollectNone {
			continue
		}
		gather := jen.Qual(runtimePath, collectors[r.Collect].function).Call(e.context(p), jen.Id(names[i]), failure)
		if !c.Result.Several && !isNamedText(c) {
			return append(body, jen.Return(gather))
		}
		names[i] = name(collectors[r.Collect].noun)
		body = append(body, jen.List(jen.Id(names[i]), jen.Id(err)).Op(":=").Add(gather))
		failure = jen.Id(err)
	}
	return append(body, jen.Return(e.value(c, names), failure))
}

// collectors are the functions of the runtime that collect, and what they make.
var collectors = map[ir.Collect]struct{ function, noun string }{
	ir.CollectSeq: {"Collect", "list"}, ir.CollectSeqError: {"CollectUntilError", "list"}, ir.CollectPairs: {"CollectPairs", "list"},
	ir.CollectChan: {"Receive", "list"}, ir.CollectText: {"ReadText", "text"}, ir.CollectContent: {"ReadContent", "content"},
}

// valueName is what a variable for a result is called.
func valueName(own string, all int) string {
	switch {
	case own != "" && own != "_":
		return own
	case all > 1:
		return "v"
	}
	return "result"
}

// localBeside is a local name that no other variable of the same function has.
func (e *emitter) localBeside(used map[string]bool, wish string) string {
	name := wish
	if !reserved(wish) || wish == "err" {
		name = e.names.local(wish)
	}
	for n := 2; used[name] || reserved(name) && name != "err"; n++ {
		name = e.names.local(wish + strconv.Itoa(n))
	}
	used[name] = true
	return name
}

// value is the value of the kept results.
func (e *emitter) value(c *ir.Component, names []string) jen.Code {
	var kept []jen.Code
	for i, r := range c.Result.Returns {
		if r.Use == ir.Kept {
			kept = append(kept, jen.Id(names[i]))
		}
	}
	switch {
	case c.Result.Several:
		return e.goType(c.Result.Type).Values(kept...)
	case c.Result.Kind == ir.ResultNone:
		return jen.Struct().Values()
	case isNamedText(c):
		return jen.String().Call(kept[0])
	}
	return kept[0]
}
