package diag

// packageCodes are the codes MCP5xx: the package as a whole.
var packageCodes = []Info{
	{
		Code: "MCP501", Title: "two components of one name",
		Explanation: "All components of a package end up on one server, whichever function or type they belong to. The second of one name would replace the first, and its policy.",
		Bad:         "//mcp:tool\nfunc Purge() error { return nil }\n\n//mcp:tool name=purge\nfunc Drop() error { return nil }",
		Good:        "//mcp:tool\nfunc Purge() error { return nil }\n\n//mcp:tool\nfunc Drop() error { return nil }",
	},
	{
		Code: "MCP502", Title: "overlapping URIs",
		Explanation: "Some URI matches both resources. Which function answers it, and whose policy holds, would be chance.",
		Bad:         "//mcp:resource uri=notes://{id}\nfunc Note(id string) (string, error) { return \"\", nil }\n\n//mcp:resource uri=notes://all\nfunc All() (string, error) { return \"\", nil }",
		Good:        "//mcp:tool\nfunc All() (string, error) { return \"\", nil }",
	},
	{
		Code: "MCP503", Title: "nothing to complete",
		Explanation: "complete names a prompt or a resource of the same package, and one of its arguments.",
		Bad:         "//mcp:prompt\nfunc Review(id string) (string, error) { return \"\", nil }\n\n//mcp:complete prompt=reviw arg=id\nfunc IDs(ctx context.Context, value string) ([]string, error) { return nil, nil }",
		Good:        "//mcp:tool\nfunc Review(id string) (string, error) { return \"\", nil }",
	},
	{
		Code: "MCP504", Title: "URI and parameters differ",
		Explanation: "Each variable of a resource's URI is a parameter of the function, and each parameter a variable.",
		Bad:         "//mcp:resource uri=notes://{id}\nfunc Note(name string) (string, error) { return \"\", nil }",
		Good:        "//mcp:tool\nfunc Note(name string) (string, error) { return \"\", nil }",
	},
	{
		Code: "MCP505", Title: "RegisterMCP is taken",
		Explanation: "The generated file declares RegisterMCP for the package's functions, and one for each annotated receiver type; the package or the type declares something of that name itself.",
		Bad:         "//mcp:tool\nfunc Purge() error { return nil }\n\nfunc RegisterMCP() {}",
		Good:        "//mcp:tool\nfunc Purge() error { return nil }\n\nfunc RegisterAll() {}",
	},
	{
		Code: "MCP506", Title: "predeclared name declared over",
		Explanation: "The generated file is part of the package, so a package-level declaration of error, nil, len or another predeclared name changes what it says there. Only names that the file uses are refused.",
		Bad:         "type error struct{}\n\n//mcp:tool\nfunc Purge() {}",
		Good:        "type problem struct{}\n\n//mcp:tool\nfunc Purge() {}",
	},
}
