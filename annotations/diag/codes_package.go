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
		Code: "MCP505", Title: "RegisterMCP is taken",
		Explanation: "The generated file declares RegisterMCP for the package's functions; the package declares something of that name itself.",
		Bad:         "//mcp:tool\nfunc Purge() error { return nil }\n\nfunc RegisterMCP() {}",
		Good:        "//mcp:tool\nfunc Purge() error { return nil }\n\nfunc RegisterAll() {}",
	},
}
