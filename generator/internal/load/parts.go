package load

import (
	"errors"
	"go/ast"
	"go/build"
	"go/token"
	"go/types"

	"github.com/mcpgen/mcpgen/annotations/diag"
)

// root is a package that was asked for.
type root struct {
	listed listedPackage
	pkg    *Package
	found  []diag.Diagnostic
	broken bool // a file does not parse: no type-checking
	// mentioned says that a file may hold a directive.
	mentioned bool
}

// universe is the set of packages that annotated signatures reach. Demand first marks declarations, starting from the
// roots; then each package is type-checked with the marked ones only.
type universe struct {
	env   *environment
	fset  *token.FileSet
	units map[string]*unit
	// thorough follows all that the roots mention outside of the bodies of functions, instead of what annotated signatures
	// reach: slower, and never wrong.
	thorough bool
	queue    []demand
	clauses  map[string]string // names of imported packages that were read, by path
}

// demand is a name that some package wants from another; isType says that it stands where a type must. method is one that
// the type is wanted for, "" if none: it may have it by embedding.
type demand struct {
	path, name string
	method     string
	isType     bool
}

// unit is one package of the universe.
type unit struct {
	path     string
	root     *root // nil for a dependency
	files    []*ast.File
	goLine   string
	standard bool     // of the standard library
	sources  []string // paths of files that may be built, of a dependency
	decls    map[string][]place
	methods  map[string][]*ast.FuncDecl
	names    map[*ast.File]map[string]called // imports by local name
	byType   map[string][]*ast.GenDecl       // const blocks by the type name they mention
	home     map[ast.Node]*ast.File          // file of a function declaration or const block

	marked map[string]bool
	keep   map[ast.Node]bool // marked specs and declarations
	wants  map[string]bool   // import paths that marked declarations use

	types  *types.Package
	defs   map[*ast.Ident]types.Object
	errs   []types.Error
	status int // 0 not checked, 1 checking, 2 done
}

// place is a declaration and the file it stands in.
type place struct {
	file *ast.File
	decl ast.Decl
	spec ast.Spec // nil for a function
}

// listedPackage is what one run of `go list -find` says of a package. Asking the go command directly, for file lists
// only, is the cheapest of the ways measured: 30 ms, against 70 for x/tools/go/packages in its cheapest mode, which
// runs the go command twice.
type listedPackage struct {
	Path, Name, Dir            string
	Module, ModuleDir, GoLine  string
	GoFiles, Ignored, Tests    []string
	Problem                    string
	goroot, goos, goarch, tags string
	cgo                        bool
}

// environment knows where packages live and which of their files are built, as the go command sees it.
type environment struct {
	cfg     Config
	context build.Context
	goroot  string
	goarch  string
	modules []module             // that are known, the longest path first: it decides where a package of two of them comes from
	roots   []string             // packages that are type-checked
	direct  []string             // what they import
	dirs    map[string]string    // directory by import path; "" is not found
	parsed  map[string]*ast.File // files of dependencies by path; nil is not built
	asked   bool                 // the go command was asked where packages are
	all     bool                 // dirs holds all that can be found
}

type module struct{ path, dir string }

var errNotFound = errors.New("package not found")

// called is what a file calls an import by.
type called struct {
	path string
	sure bool // not only a guess from the path
}
