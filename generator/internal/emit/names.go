package emit

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mcpgen/mcpgen/generator/internal/ir"
)

// names hands out identifiers that collide with nothing of the user's package, and none that another hides where it is used:
// an import may be met first inside a function that has its variables already.
type names struct {
	scope  map[string]bool // declared at package level, by the user (true) or imported in some file (false)
	own    map[string]bool // declared at package level by the generated file, or imported there
	locals map[string]bool // of variables inside any function
}

func newNames(pkg *ir.Package) names {
	return names{scope: pkg.Taken, own: map[string]bool{}, locals: map[string]bool{}}
}

// global returns a name for a package-level declaration: the first of the wishes that is free, else the last one with a
// number.
func (n names) global(wishes ...string) string {
	for _, wish := range wishes {
		if n.free(wish) {
			n.own[wish] = true
			return wish
		}
	}
	last := wishes[len(wishes)-1]
	for i := 2; ; i++ {
		if name := last + strconv.Itoa(i); n.free(name) {
			n.own[name] = true
			return name
		}
	}
}

func (n names) free(name string) bool {
	_, taken := n.scope[name]
	return !taken && !n.own[name] && !n.locals[name] && !reserved(name)
}

// reserved reports whether a name has a meaning in every file: no import and no declaration may have it.
func reserved(name string) bool {
	return token.IsKeyword(name) || types.Universe.Lookup(name) != nil || name == "init" ||
		name == "err" // which jennifer renames behind our back
}

// forImport returns a name for an import, which may be that of an import in another file.
func (n names) forImport(path, name string) string {
	prefix := "std"
	if parts := strings.Split(path, "/"); len(parts) > 1 {
		prefix = lettersAndDigits(parts[len(parts)-2])
	}
	wish := name
	for i := 1; !n.hidesNothing(wish) || n.locals[wish] || reserved(wish); i++ {
		wish = prefix + name
		if i > 1 {
			wish += strconv.Itoa(i)
		}
	}
	n.own[wish] = true
	return wish
}

// lettersAndDigits keeps what may stand in an identifier, after a first letter.
func lettersAndDigits(s string) string {
	return strings.TrimLeftFunc(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s), unicode.IsDigit)
}

// local returns a name for a variable inside a function, which hides nothing that the function may use.
func (n names) local(wish string) string {
	name := wish
	for i := 2; !n.hidesNothing(name); i++ {
		name = wish + strconv.Itoa(i)
	}
	n.locals[name] = true
	return name
}

func (n names) hidesNothing(name string) bool { return !n.scope[name] && !n.own[name] }

// lowerFirst makes an exported name unexported: AddNote, addNote; URLFor, urlFor; ID, id.
func lowerFirst(s string) string {
	runes := []rune(s)
	for i, r := range runes {
		if !unicode.IsUpper(r) {
			break
		}
		if i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i+1]) {
			break
		}
		runes[i] = unicode.ToLower(r)
	}
	return string(runes)
}

// upperFirst makes a name exported.
func upperFirst(s string) string {
	if s == "" {
		return ""
	}
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// identifier keeps the letters and digits of s, each word after the first with a capital: "owner-only" is ownerOnly.
func identifier(s string) string {
	var out strings.Builder
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		out.WriteString(upperFirst(word))
	}
	return out.String()
}
