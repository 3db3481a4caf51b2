package diag

// placeCodes are the codes MCP2xx: where directives stand.
var placeCodes = []Info{
	{
		Code: "MCP201", Title: "directive on the wrong kind of declaration",
		Explanation: "tool, resource, prompt, param and result stand on functions and methods, those of interfaces included, check on functions and methods, ignore on struct fields and constants, package, restrict, scope and type on the package clause.",
		Bad:         "//mcp:tool\ntype Notes struct{}",
		Good:        "//mcp:tool\nfunc Notes() error { return nil }",
	},
	{
		Code: "MCP202", Title: "detached directive",
		Explanation: "Only the comment directly above a declaration belongs to it. An empty line in between detaches it, and the directive would be ignored.",
		Bad:         "//mcp:tool auth=authenticated\n\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool auth=authenticated\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP203", Title: "directive inside or behind a declaration",
		Explanation: "A directive stands on a line of its own above the declaration, not inside a function's body and not behind code.",
		Bad:         "func Purge() error {\n\t//mcp:tool auth=authenticated\n\treturn nil\n}",
		Good:        "//mcp:tool auth=authenticated\nfunc Purge() error {\n\treturn nil\n}",
	},
	{
		Code: "MCP204", Title: "directive on a generic function",
		Explanation: "A tool has one schema, so its types must be known. Write a function with concrete types that calls the generic one.",
		Bad:         "//mcp:tool\nfunc First[T any](list []T) (T, error) { return list[0], nil }",
		Good:        "//mcp:tool\nfunc First(list []string) (string, error) { return list[0], nil }",
	},
	{
		Code: "MCP205", Title: "directive in a test file",
		Explanation: "Files that end in _test.go are not part of the package as others see it, so nothing in them can be registered.",
		Bad:         "-- notes_test.go --\npackage notes\n\n//mcp:tool\nfunc Purge() error { return nil }\n-- notes.go --\npackage notes",
		Good:        "-- notes.go --\npackage notes\n\n//mcp:tool\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP206", Title: "directive in a file that is not built",
		Explanation: "A build constraint excludes the file on this system or with these tags, and no file of this build has the same directive on a function of that name: it would hold on some machines and be missing on others. Or it is mcp_gen.go, which mcpgen writes anew.",
		Bad:         "-- notes_plan9.go --\npackage notes\n\n//mcp:tool\nfunc Purge() error { return nil }\n-- notes.go --\npackage notes\n\n//mcp:tool\nfunc Add() error { return nil }",
		Good:        "-- notes.go --\npackage notes\n\n//mcp:tool\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP207", Title: "param without a component",
		Explanation: "//mcp:param describes a parameter of a tool, resource or prompt. On another function it would have no effect.",
		Bad:         "//mcp:param title maxlen=80\nfunc Add(title string) error { return nil }",
		Good:        "//mcp:tool\n//mcp:param title maxlen=80\nfunc Add(title string) error { return nil }",
	},
	{
		Code: "MCP208", Title: "method of an unexported type",
		Explanation: "The generated RegisterMCP is a method of the receiver's type, and main calls it on a value with its dependencies. Other packages cannot hold a value of an unexported type.",
		Bad:         "type service struct{}\n\n//mcp:tool\nfunc (s *service) Purge() error { return nil }",
		Good:        "type Service struct{}\n\n//mcp:tool\nfunc (s *Service) Purge() error { return nil }",
	},
	{
		Code: "MCP211", Title: "parameter that nothing can be passed to",
		Explanation: "The caller is injected as *principal.Principal, nil without a token. Its value type and check.Request are not injected, and they are no arguments either.",
		Bad:         "//mcp:tool\nfunc WhoAmI(p principal.Principal) string { return \"\" }",
		Good:        "//mcp:tool\nfunc WhoAmI(p *principal.Principal) string { return \"\" }",
	},
	{
		Code: "MCP212", Title: "function that cannot be called",
		Explanation: "Go lets nobody call init, main and _.",
		Bad:         "//mcp:tool\nfunc init() {}",
		Good:        "//mcp:tool\nfunc Reset() {}",
	},
	{
		Code: "MCP213", Title: "parameter without a name",
		Explanation: "The name of a parameter is the name of the argument.",
		Bad:         "//mcp:tool\nfunc Purge(_ string) error { return nil }",
		Good:        "//mcp:tool\nfunc Purge(id string) error { return nil }",
	},
	{
		Code: "MCP214", Title: "results that cannot be told apart",
		Explanation: "Several results travel as an object of their names: those of Go, or of //mcp:result where Go has none. An error stands last, and is the failure of the call, never data. A function that hands its results to a callback returns no other value.",
		Bad:         "//mcp:tool\nfunc Count() (int, int, error) { return 0, 0, nil }",
		Good:        "//mcp:tool\n//mcp:result notes,tags\nfunc Count() (int, int, error) { return 0, 0, nil }",
	},
	{
		Code: "MCP215", Title: "function that cannot complete an argument",
		Explanation: "A function marked //mcp:complete gets what has been typed so far and returns proposals: func(ctx context.Context, value string) ([]string, error).",
		Bad:         "//mcp:prompt\nfunc Review(id string) (string, error) { return \"\", nil }\n\n//mcp:complete prompt=review arg=id\nfunc IDs() []string { return nil }",
		Good:        "//mcp:prompt\nfunc Review(id string) (string, error) { return \"\", nil }\n\n//mcp:complete prompt=review arg=id\nfunc IDs(ctx context.Context, value string) ([]string, error) { return nil, nil }",
	},
	{
		Code: "MCP216", Title: "result that this kind of component cannot send",
		Explanation: "A prompt sends messages: a string, mcp.PromptMessage, a slice of them, or *mcp.GetPromptResult. A resource sends text, bytes with a media type, JSON, or mcp-go's contents. A tool sends any value, or mcp-go's content.",
		Bad:         "//mcp:prompt\nfunc Review(id string) (int, error) { return 0, nil }",
		Good:        "//mcp:prompt\nfunc Review(id string) (string, error) { return \"\", nil }",
	},
	{
		Code: "MCP217", Title: "completion that belongs to another type",
		Explanation: "A completion is registered with the component whose argument it completes, by the same RegisterMCP. A method of another type is out of its reach.",
		Bad:         "type Notes struct{}\n\n//mcp:prompt\nfunc Review(id string) (string, error) { return \"\", nil }\n\n//mcp:complete prompt=review arg=id\nfunc (*Notes) IDs(ctx context.Context, value string) ([]string, error) { return nil, nil }",
		Good:        "//mcp:prompt\nfunc Review(id string) (string, error) { return \"\", nil }\n\n//mcp:complete prompt=review arg=id\nfunc IDs(ctx context.Context, value string) ([]string, error) { return nil, nil }",
	},
	{
		Code: "MCP218", Title: "check that another build replaces",
		Explanation: "A file that a build constraint excludes declares the check function, or the constant that is passed to it, once more. A build with other tags or for another system would compile that one into the same policy.",
		Bad:         "-- notes.go --\npackage notes\n\n//mcp:tool auth=premium\nfunc Purge() error { return nil }\n-- premium.go --\n//go:build !dev\n\npackage notes\n\nimport \"github.com/mcpgen/mcpgen/runtime/check\"\n\n//mcp:check\nfunc premium(r *check.Request) bool { return r.Principal != nil }\n-- premium_dev.go --\n//go:build dev\n\npackage notes\n\nimport \"github.com/mcpgen/mcpgen/runtime/check\"\n\nfunc premium(r *check.Request) bool { return true }",
		Good:        "-- notes.go --\npackage notes\n\n//mcp:tool auth=premium\nfunc Purge() error { return nil }\n-- premium.go --\npackage notes\n\nimport \"github.com/mcpgen/mcpgen/runtime/check\"\n\n//mcp:check\nfunc premium(r *check.Request) bool { return r.Principal != nil }",
	},
	{
		Code: "MCP219", Title: "names for other results than there are",
		Explanation: "//mcp:result names each result of the function in its order, except the error and those of types that //mcp:type leaves out; _ leaves one out.",
		Bad:         "//mcp:tool\n//mcp:result notes\nfunc Count() (int, int, error) { return 0, 0, nil }",
		Good:        "//mcp:tool\n//mcp:result notes,_\nfunc Count() (int, int, error) { return 0, 0, nil }",
	},
	{
		Code: "MCP220", Title: "for= on a declaration",
		Explanation: "A directive with for= is about the function that it names, not about one below it. It stands in a comment of its own, with an empty line around it.",
		Bad:         "//mcp:tool for=Count\nfunc Count() (int, error) { return 0, nil }",
		Good:        "//mcp:tool for=Count\n\nfunc Count() (int, error) { return 0, nil }",
	},
	{
		Code: "MCP221", Title: "for= names no function",
		Explanation: "for=TYPE.METHOD names a method that a type of this package has, declared or by embedding, or a method of an interface; for=FUNCTION names a function of this package. To serve a type of another package, embed it in one of your own.",
		Bad:         "type Service struct{}\n\nfunc (*Service) Count() int { return 0 }\n\n//mcp:tool for=Service.Cuont",
		Good:        "type Service struct{}\n\nfunc (*Service) Count() int { return 0 }\n\n//mcp:tool for=Service.Count",
	},
	{
		Code: "MCP222", Title: "components in different builds",
		Explanation: "The generated file has the build constraint of the functions that it registers, and there is one such file in a package. Functions under different constraints, or a check, a constant or a directive on the package clause that is not in every build that the functions are in, do not fit into it.",
		Bad:         "-- notes.go --\npackage notes\n\n//mcp:tool\nfunc Add() error { return nil }\n-- purge.go --\n//go:build !plan9\n\npackage notes\n\n//mcp:tool\nfunc Purge() error { return nil }",
		Good:        "-- notes.go --\npackage notes\n\n//mcp:tool\nfunc Add() error { return nil }\n-- purge/purge.go --\n//go:build !plan9\n\npackage purge\n\n//mcp:tool\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP223", Title: "another declaration in another build",
		Explanation: "A file that this build leaves out declares the annotated function, or a type that it takes or returns, once more and differently. One generated file cannot serve both, and the one that this build would write is wrong in the other. What JSON shows has to be alike: directives, comments, names and types of parameters, exported fields, constants of the type.",
		Bad:         "-- notes.go --\n//go:build !plan9\n\npackage notes\n\n//mcp:tool\nfunc Purge(id string) error { return nil }\n-- notes_plan9.go --\npackage notes\n\n//mcp:tool\nfunc Purge(id int) error { return nil }",
		Good:        "-- notes.go --\n//go:build !plan9\n\npackage notes\n\n//mcp:tool\nfunc Purge(id string) error { return nil }\n-- notes_plan9.go --\npackage notes\n\n//mcp:tool\nfunc Purge(id string) error { return nil }",
	},
}
