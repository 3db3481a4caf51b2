package annotations

// verbs is the one table of what may be written. Its order is the order of docs/directives.md.
var verbs = []Verb{
	{
		Name: "tool", On: components, Shape: "//mcp:tool [key=value…] [flag…]",
		Summary: "makes the function a tool that agents may call, for whoever satisfies its policy",
		Example: "// AddNote adds a note.\n//\n//mcp:tool tags=notes auth=scopes(notes:write) deny=challenge\n" +
			"func (s *Service) AddNote(ctx context.Context, title string) (Note, error)",
		Keys: []Key{keyName, keyTitle, keyDescription, keyTags, keyAuth, keyDeny, keyFor,
			{Name: "needs", Kind: ListValue, Shape: "needs=a,b", Summary: "client capabilities the tool cannot do without, as sampling"},
			keyMeta,
			{Name: "readonly", Shape: "readonly", Summary: "the tool changes nothing"},
			{Name: "destructive", Shape: "destructive", Summary: "the tool may destroy what exists"},
			{Name: "idempotent", Shape: "idempotent", Summary: "calling again with the same arguments changes nothing more"},
			{Name: "closedworld", Shape: "closedworld", Summary: "the tool touches nothing outside its own system"},
		},
	},
	{
		Name: "resource", On: components, Requires: []string{"uri"}, Shape: "//mcp:resource uri=URI [key=value…]",
		Summary: "makes the function a resource, or a resource template when its URI has variables",
		Example: "// Note is one note.\n//\n//mcp:resource uri=notes://note/{id} mime=application/json auth=scopes(notes:read)\n" +
			"func (s *Service) Note(ctx context.Context, id string) (Note, error)",
		Keys: []Key{
			{Name: "uri", Kind: TextValue, Shape: "uri=URI", Summary: "the URI; {name} variables (RFC 6570 level 1) bind to parameters"},
			keyName, keyTitle, keyDescription,
			{Name: "mime", Kind: TextValue, Shape: "mime=TYPE", Summary: "media type of the content"},
			keyTags, keyAuth, keyDeny, keyFor, keyMeta,
		},
	},
	{
		Name: "prompt", On: components, Shape: "//mcp:prompt [key=value…]",
		Summary: "makes the function a prompt template",
		Example: "// Review asks for a review of a note.\n//\n//mcp:prompt auth=scopes(notes:read)\n" +
			"func (s *Service) Review(ctx context.Context, id string) (string, error)",
		Keys: []Key{keyName, keyTitle, keyDescription, keyTags, keyAuth, keyDeny, keyFor, keyMeta},
	},
	{
		Name: "complete", On: []Place{OnFunc, OnMethod, OnInterface}, Requires: []string{"arg"}, Repeats: true,
		Shape:   "//mcp:complete prompt=NAME arg=NAME, or resource=URI arg=NAME",
		Summary: "completes an argument of a prompt or a resource template, under the policy of that component",
		Example: "//mcp:complete prompt=review arg=id\nfunc (s *Service) CompleteID(ctx context.Context, value string) ([]string, error)",
		Keys: []Key{
			{Name: "prompt", Kind: TextValue, Shape: "prompt=NAME", Summary: "the prompt whose argument is completed"},
			{Name: "resource", Kind: TextValue, Shape: "resource=URI", Summary: "the URI template whose variable is completed"},
			{Name: "arg", Kind: TextValue, Shape: "arg=NAME", Summary: "the argument or variable"},
		},
	},
	{
		Name: "param", On: components, Named: true, Described: true, Repeats: true,
		Shape:   "//mcp:param NAME [key=value…] [\"description\"]",
		Summary: "describes and constrains one parameter of a tool, prompt or resource",
		Example: "//mcp:tool\n//mcp:param title maxlen=80 \"what the note is about\"\nfunc AddNote(title string) error",
		Keys:    paramKeys,
	},
	{
		Name: "result", On: components, Listed: true, Shape: "//mcp:result NAME,…",
		Summary: "names the results of a function, in their order; _ leaves one out, an error has none",
		Example: "//mcp:tool\n//mcp:result quotient,remainder\nfunc Divide(a, b int) (int, int, error)",
	},
	{
		Name: "check", On: []Place{OnFunc, OnMethod}, Shape: "//mcp:check",
		Summary: "marks a function that auth= may name, or a method that other methods of its type may name there; its doc comment is its description",
		Example: "// owns lets the owner of a note pass.\n//\n//mcp:check\n" +
			"func (s *Service) owns(ctx context.Context, r *check.Request, id string) error\n\n" +
			"//mcp:tool auth=owns($id)\nfunc (s *Service) DeleteNote(ctx context.Context, id string) error",
	},
	{
		Name: "ignore", On: []Place{OnField, OnConst}, Shape: "//mcp:ignore",
		Summary: "leaves a struct field or a constant out of the schema",
		Example: "type Note struct {\n\tTitle string\n\t//mcp:ignore\n\tInternal string\n}",
	},
	{
		Name: "package", On: []Place{OnPackage}, Shape: "//mcp:package [auth=…] [deny=…] [prefix=…] [strict]",
		Summary: "sets defaults for all components of the package; its auth= is added to each component's own",
		Example: "//mcp:package auth=authenticated strict\npackage notes",
		Keys: []Key{keyAuth, keyDeny,
			{Name: "prefix", Kind: TextValue, Shape: "prefix=billing_", Summary: "begins the name of every component of the package"},
			{Name: "pointers", Kind: ChoiceValue, Choices: []string{"optional", "required"}, Shape: "pointers=optional|required",
				Summary: "whether an argument that is a pointer may be left out (optional, the default)"},
			{Name: "strict", Shape: "strict", Summary: "a component without auth= of its own is an error"}},
	},
	{
		Name: "restrict", On: []Place{OnPackage}, Requires: []string{"tag", "auth"}, Repeats: true,
		Shape:   "//mcp:restrict tag=T auth=…",
		Summary: "adds requirements to every component of the package that has the tag",
		Example: "//mcp:restrict tag=admin auth=scopes(notes:admin)\npackage notes",
		Keys:    []Key{{Name: "tag", Kind: TextValue, Shape: "tag=T", Summary: "the tag"}, keyAuth},
	},
	{
		Name: "type", On: []Place{OnPackage}, Named: true, Repeats: true, Requires: []string{"omit"}, Shape: "//mcp:type TYPE omit",
		Summary: "leaves results of a type out, wherever a function of the package returns it",
		Example: "//mcp:type *github.Response omit\npackage repos",
		Keys:    []Key{{Name: "omit", Shape: "omit", Summary: "no component shows a result of the type"}},
	},
	{
		Name: "scope", On: []Place{OnPackage}, Named: true, Described: true, Repeats: true,
		Shape:   "//mcp:scope NAME [implies=a,b] [\"description\"]",
		Summary: "declares a scope; once one is declared, an undeclared scope is an error",
		Example: "//mcp:scope notes:read \"read notes\"\n//mcp:scope notes:write implies=notes:read \"change notes\"\npackage notes",
		Keys:    []Key{{Name: "implies", Kind: ListValue, Shape: "implies=a,b", Summary: "scopes that whoever has this one has too, transitively"}},
	},
}

// components are the places of directives that are about a function.
var components = []Place{OnFunc, OnMethod, OnInterface, Apart}

// Keys that several verbs share.
var (
	keyName        = Key{Name: "name", Kind: TextValue, Shape: "name=NAME", Summary: "its name; snake_case of the Go name when not written"}
	keyTitle       = Key{Name: "title", Kind: TextValue, Shape: "title=\"…\"", Summary: "its name for people"}
	keyDescription = Key{Name: "description", Kind: TextValue, Shape: "description=\"…\"", Summary: "what models read; the first paragraph of the doc comment when not written"}
	keyFor         = Key{Name: "for", Kind: TextValue, Shape: "for=TYPE.METHOD", Summary: "the method or function that it is about, in a comment of its own: for code that cannot be edited"}
	keyTags        = Key{Name: "tags", Kind: ListValue, Shape: "tags=a,b", Summary: "tags, which restrict and the server's checks look at"}
	keyAuth        = Key{Name: "auth", Kind: AuthValue, Shape: "auth=TERM,TERM", Summary: "who may see and use it: all terms must hold"}
	keyDeny        = Key{Name: "deny", Kind: ChoiceValue, Choices: []string{"hide", "challenge"}, Shape: "deny=hide|challenge",
		Summary: "what a refused caller learns: nothing (hide, the default), or which scopes are missing (challenge)"}
	keyMeta = Key{Name: "meta.", Kind: ScalarValue, Shape: "meta.KEY=VALUE", Summary: "an entry of _meta, which checks can read"}
)

var paramKeys = []Key{
	{Name: "min", Kind: NumberValue, Shape: "min=N", Summary: "the smallest number allowed"},
	{Name: "max", Kind: NumberValue, Shape: "max=N", Summary: "the largest number allowed"},
	{Name: "xmin", Kind: NumberValue, Shape: "xmin=N", Summary: "the number must be larger than this"},
	{Name: "xmax", Kind: NumberValue, Shape: "xmax=N", Summary: "the number must be smaller than this"},
	{Name: "multipleof", Kind: NumberValue, Shape: "multipleof=N", Summary: "the number must be a multiple of this"},
	{Name: "minlen", Kind: CountValue, Shape: "minlen=N", Summary: "the least number of characters"},
	{Name: "maxlen", Kind: CountValue, Shape: "maxlen=N", Summary: "the largest number of characters"},
	{Name: "pattern", Kind: TextValue, Shape: "pattern=\"…\"", Summary: "a regular expression the string must match"},
	{Name: "format", Kind: TextValue, Shape: "format=NAME", Summary: "a format of JSON Schema, as email or uri"},
	{Name: "enum", Kind: ScalarValue, Shape: "enum=a,b", Summary: "the values allowed"},
	{Name: "default", Kind: ScalarValue, Shape: "default=V", Summary: "the value when the argument is left out; that of a slice, map or struct is JSON between backquotes"},
	{Name: "minitems", Kind: CountValue, Shape: "minitems=N", Summary: "the least number of elements"},
	{Name: "maxitems", Kind: CountValue, Shape: "maxitems=N", Summary: "the largest number of elements"},
	{Name: "unique", Shape: "unique", Summary: "no element may occur twice"},
	{Name: "example", Kind: ScalarValue, Shape: "example=V", Summary: "an example value, written as a default is"},
	{Name: "optional", Shape: "optional", Summary: "the argument may be left out, and is then the zero value of its type; pointers and variadic parameters are optional without it"},
	{Name: "required", Shape: "required", Summary: "the argument must be given, though it is a pointer or a list of further arguments"},
	{Name: "as", Kind: ChoiceValue, Choices: []string{"text", "base64"}, Shape: "as=text|base64", Summary: "how the bytes of an io.Reader (text when not written) or of a []byte (base64) travel"},
	{Name: "deprecated", Shape: "deprecated", Summary: "the argument should no longer be used"},
	{Name: "header", Kind: TextValue, Shape: "header=NAME", Summary: "the name of an x-mcp-header that carries the argument too"},
	{Name: "schema", Kind: TextValue, Shape: "schema=`{…}`", Summary: "a JSON Schema as text, or the name of a Go constant that holds one, instead of all other keys"},
}
