package resolve

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/mcpgen/mcpgen/annotations"
	"github.com/mcpgen/mcpgen/annotations/diag"
	"github.com/mcpgen/mcpgen/generator/internal/ir"
	"github.com/mcpgen/mcpgen/generator/internal/load"
)

// knownCheck is a check that terms may name.
type knownCheck struct {
	fn  *ir.CheckFunc // nil for one that was reported where it is declared; uses of it are not
	sig *types.Signature
	at  diag.Span // the name in its declaration
	// receiver is the type that it is a method of.
	receiver string
}

// localChecks reads the functions and methods marked //mcp:check.
func (r *resolver) localChecks() {
	for _, d := range r.directives("check") {
		fn := d.Node.(*ast.FuncDecl)
		name, at := fn.Name.Name, r.span(fn.Name)
		what := "function"
		if fn.Recv != nil {
			what = "method"
		}
		if built, ok := annotations.AuthTermNamed(name); ok {
			r.report("MCP311", at, "rename the "+what, "check %s has the name of the built-in term %s", name, built.Shape)
			continue
		}
		if name == "_" {
			r.report("MCP212", at, "give it a name", "%s _ cannot be called, so it cannot be a check", what)
			continue
		}
		obj := r.object(fn)
		if before, again := r.checks[name]; again {
			r.secondCheck(obj, at, before)
			r.checks[name] = knownCheck{at: before.at, receiver: before.receiver}
			continue
		}
		r.onlyOne("check", obj, name, at)
		known := knownCheck{at: at, receiver: receiverName(obj)}
		if known.fn = r.checkFunc(obj, fn, at); known.fn != nil {
			known.sig = obj.Signature()
			r.out.Checks = append(r.out.Checks, known.fn)
		}
		r.checks[name] = known
	}
}

// secondCheck reports a check with the name of another one. Which of them a component means would depend on what it is a
// method of, and moving it would change its policy without a word of it changing.
func (r *resolver) secondCheck(obj *types.Func, at diag.Span, before knownCheck) {
	if obj == nil || before.receiver == receiverName(obj) {
		return // declared twice, which is reported
	}
	r.reportRelated("MCP323", at, before.at, "the other check", "rename one of them", "second check named %s", obj.Name())
}

// onlyOne reports a declaration that policies use when a file that a build constraint excludes has another one: in such a
// build that one would decide, and nothing would show it.
func (r *resolver) onlyOne(what string, obj types.Object, name string, at diag.Span) {
	if other, ok := r.excluded(obj, name); ok {
		r.reportRelated("MCP218", at, other, "the other declaration", "declare it once, in a file without a build constraint",
			"%s %s is another one where a build constraint selects another file", what, name)
	}
}

// excluded finds another declaration in the files that a build constraint excludes. Their receivers are known by name: an
// alias that only such a file declares may be any type.
func (r *resolver) excluded(obj types.Object, name string) (diag.Span, bool) {
	fn, _ := obj.(*types.Func)
	if fn == nil || fn.Signature().Recv() == nil {
		at, ok := r.pkg.Excluded[name]
		return at, ok
	}
	named, _ := receiverOf(fn.Signature())
	for _, key := range slices.Sorted(maps.Keys(r.pkg.Excluded)) {
		receiver, method, isMethod := strings.Cut(key, ".")
		if !isMethod || method != name {
			continue
		}
		declared := r.pkg.Types.Scope().Lookup(receiver)
		if declared == nil && !r.pkg.ExcludedTypes[receiver] || declared != nil && isOrPointsTo(declared.Type(), named) {
			return r.pkg.Excluded[key], true
		}
	}
	return diag.Span{}, false
}

func isOrPointsTo(t types.Type, named *types.Named) bool {
	if named == nil {
		return false
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	return types.Identical(t, named)
}

// checkFunc reads the shape of a check function; nil, with a finding at the span, when it has none of them.
func (r *resolver) checkFunc(obj *types.Func, decl *ast.FuncDecl, at diag.Span) *ir.CheckFunc {
	if obj == nil {
		return nil // declared twice, which is reported
	}
	sig := obj.Signature()
	shape := shapeOf(sig)
	if shape == 0 && r.pkg.Invalid {
		return nil
	}
	if shape == 0 || sig.TypeParams() != nil {
		why := ""
		switch {
		case sig.TypeParams() != nil:
			why = ", which is generic"
		case sig.Variadic():
			why = ", which is variadic"
		}
		r.report("MCP304", at, shapesHint, "%s is no check: %s%s", obj.Name(), r.typeString(sig), why)
		return nil
	}
	named, pointer := receiverOf(sig)
	if named == nil && sig.Recv() != nil {
		return nil // a broken receiver, which is reported
	}
	check := &ir.CheckFunc{Name: obj.Name(), Receiver: receiverName(obj), Pointer: pointer, Description: strings.TrimSpace(decl.Doc.Text()), Shape: shape, Declared: at,
		Code: func() string { return r.code(decl) }}
	for i := range sig.Params().Len() {
		if i >= shapeFixed[shape] {
			check.Params = append(check.Params, types.TypeString(sig.Params().At(i).Type(), func(p *types.Package) string { return p.Path() }))
		}
	}
	return check
}

const shapesHint = "a check is func(r *check.Request) bool, func(ctx context.Context, r *check.Request) error, " +
	"func(ctx context.Context, p *principal.Principal) (bool, error), the second with further parameters, " +
	"or a factory func(…) check.Check"

// customCheck resolves a term that names a check function, as premium, level(5) or pkg.Premium.
func (r *resolver) customCheck(t annotations.Term, s scope) (ir.Term, bool) {
	check, sig, ok := r.findCheck(t, s)
	if !ok || check == nil {
		return ir.Term{}, false
	}
	term := ir.Term{Op: ir.OpCheck, Check: check}
	fixed := shapeFixed[check.Shape]
	takes := sig.Params().Len() - fixed
	called := t.Kind == annotations.Call
	switch {
	case takes == 0 && called:
		r.report("MCP302", t.Span, "write "+t.Text+" without parentheses", "check %s takes no arguments", t.Text)
		return term, false
	case len(t.Args) != takes:
		var list []string
		for i := range takes {
			list = append(list, strings.TrimSpace(sig.Params().At(fixed+i).Name()+" "+r.typeString(sig.Params().At(fixed+i).Type())))
		}
		r.report("MCP302", t.Span, "it takes "+t.Text+"("+strings.Join(list, ", ")+")", "check %s needs %s, got %d", t.Text, plural(takes, "argument"), len(t.Args))
		return term, false
	}
	fine := true
	for i, arg := range t.Args {
		source, ok := r.checkArg(arg, sig.Params().At(fixed+i), check, s)
		term.Args = append(term.Args, source)
		fine = fine && ok
	}
	return term, fine
}

// findCheck finds the function that a term names. A nil check with ok was reported where it is declared.
func (r *resolver) findCheck(t annotations.Term, s scope) (*ir.CheckFunc, *types.Signature, bool) {
	if pkg, name, qualified := strings.Cut(t.Text, "."); qualified && token.IsIdentifier(pkg) && token.IsIdentifier(name) {
		return r.importedCheck(t, s, pkg, name)
	}
	if check, ok := r.checks[t.Text]; ok {
		if check.fn == nil {
			return nil, nil, true
		}
		return check.fn, check.sig, check.fn.Receiver == "" || r.ofReceiver(check, t, s)
	}
	if r.unmarkedMethod(t, s) {
		return nil, nil, false
	}
	if obj := r.pkg.Types.Scope().Lookup(t.Text); obj != nil {
		hint := "put //mcp:check directly above the function"
		if _, isFunc := obj.(*types.Func); !isFunc {
			hint = "a check is a function"
		}
		r.reportRelated("MCP303", t.Name, r.objectSpan(obj), "declared here", hint, "%s is not marked as a check", t.Text)
		return nil, nil, false
	}
	r.report("MCP301", t.Name, r.knownTerms(t.Text, s), "unknown check %q", t.Text)
	return nil, nil, false
}

// inOtherWords are what people write for what is said otherwise here. A word that turns a policy round must not be taken
// for a slip of the finger.
var inOtherWords = map[string]string{
	"not": "nothing is negated here: write a check that refuses whom you mean",
	"all": "leave it out: all terms of auth= must hold, as in auth=a,b", "and": "leave it out: all terms of auth= must hold, as in auth=a,b",
	"or":     "write any(a,b)",
	"public": "write unrestricted, if everybody may use it",
	"anyone": "write unrestricted, if everybody may use it", "everybody": "write unrestricted, if everybody may use it",
}

// knownTerms is the hint for an unknown check: the nearest known one, or how to declare one.
func (r *resolver) knownTerms(word string, s scope) string {
	if hint := inOtherWords[strings.ToLower(word)]; hint != "" {
		return hint
	}
	switch {
	case strings.ContainsAny(word, "!^~"):
		return inOtherWords["not"]
	case strings.ContainsAny(word, "|&"):
		return "write any(a,b) if one of them is enough; a comma says that all must hold"
	}
	if _, declared := r.vocabulary.declared[word]; declared {
		return "did you mean scopes(" + word + ")?"
	}
	var known []string
	receiver, _ := r.componentReceiver(s)
	for name, check := range r.checks {
		if check.fn == nil || check.fn.Receiver == "" || receiver != nil && receiver.Obj().Name() == check.fn.Receiver {
			known = append(known, name)
		}
	}
	for _, t := range annotations.AuthTerms() {
		known = append(known, t.Name)
	}
	slices.Sort(known)
	if near := annotations.Nearest(word, known); near != "" {
		return "did you mean " + near + "?"
	}
	if strings.ContainsAny(word, ":/") {
		return "did you mean scopes(" + word + ")?"
	}
	if parts := strings.Split(word, "."); len(parts) == 3 && !slices.ContainsFunc(parts, func(s string) bool { return !token.IsIdentifier(s) }) {
		return "of another package only functions can be named: write a check of your own that calls the method"
	}
	return "for a scope write scopes(" + word + "); known: " + strings.Join(known, ", ")
}

// importedCheck resolves pkg.Name through the imports of the file that holds the directive.
func (r *resolver) importedCheck(t annotations.Term, s scope, pkg, name string) (*ir.CheckFunc, *types.Signature, bool) {
	path, ok := r.pkg.ImportPath(s.found.Node.Pos(), pkg)
	if !ok {
		hint := "import it in this file, with _ if nothing else uses it; of two imports with that name, give one another"
		if check := r.checks[name]; check.fn != nil && check.fn.Receiver != "" {
			hint = "for the method of " + check.fn.Receiver + " write " + strings.TrimPrefix(t.String(), pkg+".")
		}
		r.report("MCP317", t.Name, hint, "package %s is not imported by this file, or more than once", pkg)
		return nil, nil, false
	}
	if path == load.CheckPath {
		hint := "the terms of auth= have no package: write " + lowerTerm(name)
		r.report("MCP303", t.Name, hint, "%s is no check but makes one in code", t.Text)
		return nil, nil, false
	}
	obj, decl := r.pkg.Dependency(path, name)
	switch {
	case load.Recognised(path):
		r.report("MCP303", t.Name, "call it in a function of your own, and put //mcp:check directly above that", "%s is no check", t.Text)
		return nil, nil, false
	case obj == nil:
		r.report("MCP301", t.Name, "", "package %s has no function %s", path, name)
		return nil, nil, false
	case !obj.Exported():
		r.report("MCP303", t.Name, "export it", "%s is not exported", t.Text)
		return nil, nil, false
	case !marked(decl):
		r.reportRelated("MCP303", t.Name, r.span(decl.Name), "declared here",
			"put //mcp:check directly above the function, or above one of your own that calls it", "%s is not marked as a check", t.Text)
		return nil, nil, false
	}
	if check := r.checks[t.Text].fn; check != nil && check.ImportPath == path {
		return check, obj.Signature(), true
	}
	check := r.checkFunc(obj, decl, t.Name)
	if check == nil {
		return nil, nil, false
	}
	check.ImportPath, check.PackageName, check.Declared = path, obj.Pkg().Name(), r.span(decl.Name)
	r.checks[t.Text] = knownCheck{fn: check, sig: obj.Signature(), at: check.Declared}
	return check, obj.Signature(), true
}

// lowerTerm is the shape of the built-in term that a constructor of package check makes, or a list of all.
func lowerTerm(name string) string {
	if t, ok := annotations.AuthTermNamed(strings.ToLower(name)); ok {
		return t.Shape
	}
	return "scopes(…), roles(…) or another built-in term"
}

// marked reports whether //mcp:check stands on a function of another package.
func marked(decl *ast.FuncDecl) bool {
	if decl.Doc == nil {
		return false
	}
	return slices.ContainsFunc(decl.Doc.List, func(c *ast.Comment) bool {
		d, found := annotations.Parse("", diag.Pos{}, c.Text)
		return d != nil && d.Verb.Text == "check" && len(found) == 0
	})
}
