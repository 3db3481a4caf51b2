// Package ir is what the generator knows of a package once everything has been resolved: components, policies and
// types, free of go/ast and go/types. [emit] turns it into source and `mcpgen policy` into a table, so each sees
// exactly what the other sees.
package ir

import "github.com/mcpgen/mcpgen/annotations/diag"

// Package is one Go package with at least one component.
type Package struct {
	Path, Name, Dir string
	// Build is the expression of the generated file's //go:build line; "" for none.
	Build string
	// Components in source order: file name, then position.
	Components []*Component
	// Checks are the package's functions and methods marked //mcp:check, in source order.
	Checks []*CheckFunc
	// Scopes is the declared vocabulary; empty means that any scope may be named.
	Scopes []Scope
	// Taken are the names that emit must not declare again: true for those of the package scope, false for imports in any
	// file.
	Taken map[string]bool
}

// Kind is the kind of a component.
type Kind string

// The kinds.
const (
	Tool     Kind = "tool"
	Resource Kind = "resource"
	Prompt   Kind = "prompt"
	Complete Kind = "complete"
)

// Component is one annotated function.
type Component struct {
	Kind                     Kind
	Name, Title, Description string
	Tags                     []string
	TagSpans                 []diag.Span // where each tag is written
	Hints                    Hints
	Func                     Func
	Params                   []Param
	// Input is the object that the arguments form; its fields are in the order of Params or of the one struct.
	Input Type
	// Result is what the function returns besides an error.
	Result Result
	Policy Policy
	// URI of a resource; a template when it has variables. MIME is its media type.
	URI, MIME string
	URISpan   diag.Span // of the value of uri=
	// Completes says what a Complete completes.
	Completes *Completion
	// Needs are client capabilities that a tool cannot do without.
	Needs []string
	// Meta are the entries of _meta, in order.
	Meta []MetaEntry
	// Declared is where the function's name stands; File is its base name. Named is where the component's name comes
	// from: the value of name=, or the function's name.
	Declared, Named diag.Span
	File            string
}

// Completion is the argument that a function completes; the policy is that of the component.
type Completion struct {
	Of  *Component
	Arg string
}

// MetaEntry is one entry of _meta; JSON is its value.
type MetaEntry struct{ Key, JSON string }

// Hints are the tool annotations of MCP. False means not written, except for ClosedWorld, which stands for
// openWorldHint=false.
type Hints struct{ ReadOnly, Destructive, Idempotent, ClosedWorld bool }

// Func names the annotated function or method.
type Func struct {
	Name string
	// Receiver is the type name for a method, else "". Pointer says that the method needs *Receiver.
	Receiver string
	Pointer  bool
	// Interface says that the receiver is an interface type: it gets a function Register…MCP, for it can have no method.
	Interface bool
}

// Param is one parameter of the annotated function, in order.
type Param struct {
	Role ParamRole
	// Field is the index into Input.Fields for a plain argument; -1 otherwise.
	Field int
	// Go is the type expression for the roles Struct and Request; Pointer says that the function takes *Go.
	Go      GoType
	Pointer bool
	// Spread says that the parameter is variadic: the argument is a list, passed with ….
	Spread bool
	// As is how a plain argument becomes what the function takes.
	As Conversion
	// Method is the method of mcpruntime.Collector that a Callback is; WithContext says that it is given a context first.
	Method      string
	WithContext bool
}

// Conversion says how an argument becomes what the function takes.
type Conversion uint8

// The conversions.
const (
	AsIs        Conversion = iota
	Reader                 // text or bytes through an io.Reader
	ReadCloser             // the same with a Close that does nothing
	TextAsBytes            // a text as []byte
)

// ParamRole says what a parameter receives.
type ParamRole uint8

// The roles.
const (
	Argument  ParamRole = iota + 1 // one member of the arguments object
	Struct                         // the whole arguments object
	Context                        // context.Context
	Principal                      // *principal.Principal, nil when there is none
	Request                        // mcp.CallToolRequest or its kin, Go; a pointer to it when Pointer
	Options                        // variadic options, of which none is passed
	Callback                       // a function that is handed the elements of the result
)

// Result describes what the function returns.
type Result struct {
	// Kind says how the value travels.
	Kind ResultKind
	// Type is the value's type for ResultJSON; Schema wraps it as {"result": …} when Wrapped.
	Type    *Type
	Wrapped bool
	// HasError says that the last result is an error.
	HasError bool
	// Returns are what the function returns before the error, in order; the value is the one that is kept.
	Returns []Return
	// Several says that Type is an object of several results, whose Fields are the kept Returns in order; its Go type is for
	// the emitter to name.
	Several bool
	// Callback says that the value is what a callback was handed.
	Callback bool
}

// Return is one result of the function.
type Return struct {
	Use  Use
	Name string // for a variable that holds it
	// Collect is how it becomes data.
	Collect Collect
}

// Use says what becomes of a result.
type Use uint8

// The uses of results.
const (
	Kept   Use = iota + 1
	Unused     // left out
	Found      // a bool: whether there is a value
)

// Collect says how what a function makes bit by bit becomes data.
type Collect uint8

// The ways of collecting.
const (
	CollectNone     Collect = iota // it is data
	CollectSeq                     // iter.Seq[T] to []T
	CollectSeqError                // iter.Seq2[T, error] to []T
	CollectPairs                   // iter.Seq2[K, V] to []mcpruntime.Pair[K, V]
	CollectChan                    // a channel of T to []T
	CollectText                    // a reader to string
	CollectContent                 // a reader to []byte, which travels as text if it is text
)

// ResultKind says how a result travels.
type ResultKind uint8

// The kinds of results.
const (
	ResultNone  ResultKind = iota // nothing, or only an error
	ResultJSON                    // structured content, and its JSON as text
	ResultText                    // a string: text content, and {"result": …} structured
	ResultBytes                   // []byte of a resource: binary
	ResultRead                    // []byte that was read: text if it is text, else binary

	// mcp-go's types. A concrete type of content counts as its interface.
	ResultContent      // mcp.Content
	ResultContents     // []mcp.Content
	ResultTool         // *mcp.CallToolResult
	ResultMessage      // mcp.PromptMessage
	ResultMessages     // []mcp.PromptMessage
	ResultPrompt       // *mcp.GetPromptResult
	ResultResource     // mcp.ResourceContents
	ResultResources    // []mcp.ResourceContents
	ResultReadResource // *mcp.ReadResourceResult
)

// Policy is who may see and call a component. All terms are AND-combined.
type Policy struct {
	// Challenge is deny=challenge; false is hide, the default.
	Challenge bool
	// Terms in order: own auth=, package auth=, matching restricts. Empty is impossible: where nothing is written,
	// resolve puts the term "unrestricted" with Source Default.
	Terms []Term
}

// Term is one requirement.
type Term struct {
	Op Op
	// Strings are the arguments of the built-in terms that take words: scopes, anyscope, roles, targets, chain, subject,
	// and the path of claim.
	Strings []string
	// ImpliedBy lists, per entry of Strings, the other scopes that satisfy it (transitive implies), sorted.
	ImpliedBy [][]string
	// Check is the custom check, for OpCheck.
	Check *CheckFunc
	// Args are the arguments of OpCheck, already type-checked.
	Args []Arg
	// Number is the argument of maxhops.
	Number int64
	// Value is the Go literal of claim's value.
	Value string
	// Terms are the alternatives of any.
	Terms []Term
	// Text is the term as the author wrote it, normalised: "scopes(read, write)", "level(5)".
	Text string
	// Source says where the term comes from; Tag is the tag of a restrict.
	Source Source
	Tag    string
	// Declared is where the term was written.
	Declared diag.Span
}

// Arg is an argument of a custom check.
type Arg struct {
	// Go is a literal or the name of a Go constant; "" for an argument of the call. ImportPath and PackageName are those of
	// a constant of another package.
	Go, ImportPath, PackageName string
	// Value is what a constant comes to, or $ and the JSON names of an argument of the call: the policy, where Go is only
	// how its author spelt it.
	Value string
	// Path is the Go selector of an argument of the call, from the decoded arguments: ["Patch", "Owner"].
	Path []string
}

// Op is the operator of a term.
type Op string

// The operators.
const (
	OpScopes        Op = "scopes"
	OpAnyScope      Op = "anyscope"
	OpAuthenticated Op = "authenticated"
	OpUnrestricted  Op = "unrestricted"
	OpCheck         Op = "check"
	OpRoles         Op = "roles"
	OpTargets       Op = "targets"
	OpAgent         Op = "agent"
	OpDelegated     Op = "delegated"
	OpChain         Op = "chain"
	OpMaxHops       Op = "maxhops"
	OpSubject       Op = "subject"
	OpClaim         Op = "claim"
	OpAny           Op = "any"
)

// Source says where a term was written.
type Source string

// The sources.
const (
	SourceOwn      Source = "auth"
	SourcePackage  Source = "package"
	SourceRestrict Source = "restrict"
	SourceDefault  Source = "default"
)

// CheckFunc is a function or method marked //mcp:check.
type CheckFunc struct {
	Name, Description string
	// Receiver is the type name for a method, else "". Only components of that receiver name it. Pointer says that the
	// method needs *Receiver.
	Receiver string
	Pointer  bool
	// ImportPath is "" for a function of the same package.
	ImportPath, PackageName string
	Shape                   CheckShape
	// Code returns the tokens of the function, without comments and layout.
	Code func() string
	// Params are the types of the parameters that the term's arguments fill, for CheckFactory and CheckArgs.
	Params   []string
	Declared diag.Span
}

// CheckShape is the signature of a check function.
type CheckShape uint8

// The shapes of check functions.
const (
	CheckBool    CheckShape = iota + 1 // func(r *check.Request) bool
	CheckError                         // func(ctx, r *check.Request) error
	CheckCaller                        // func(ctx, p *principal.Principal) (bool, error)
	CheckFactory                       // func(constants…) check.Check
	CheckArgs                          // func(ctx, r *check.Request, arguments…) error
)

// Scope is one declared scope.
type Scope struct {
	Name, Description string
	Implies           []string
	Declared          diag.Span
}
