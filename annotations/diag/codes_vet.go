package diag

// vetCodes are the codes MCP6xx: warnings of vet.
var vetCodes = []Info{
	{
		Code: "MCP601", Title: "destructive tool without a scope",
		Explanation: "The tool says that it may destroy something, but no scope is needed to call it, so every token that is valid at all is enough, or none.",
		Bad:         "//mcp:tool destructive\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool destructive auth=scopes(notes:admin)\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP602", Title: "lonely tag",
		Explanation: "No other component has the tag, and no restrict names it. It may be misspelt. Tags that only the server's own checks look at are fine.",
		Bad:         "//mcp:tool tags=notes\nfunc Add() error { return nil }\n\n//mcp:tool tags=ntoes\nfunc List() error { return nil }\n\n//mcp:tool tags=notes\nfunc Drop() error { return nil }",
		Good:        "//mcp:tool tags=notes\nfunc Add() error { return nil }\n\n//mcp:tool tags=notes\nfunc List() error { return nil }",
	},
	{
		Code: "MCP603", Title: "policy that nobody can meet",
		Explanation: "All terms must hold, and two of them exclude each other.",
		Bad:         "//mcp:tool auth=subject(user),subject(application)\nfunc Add() error { return nil }",
		Good:        "//mcp:tool auth=any(subject(user),subject(application))\nfunc Add() error { return nil }",
	},
	{
		Code: "MCP604", Title: "unused check",
		Explanation: "A function is marked //mcp:check, is not exported, and no auth= names it. Perhaps a policy was meant to.",
		Bad:         "//mcp:check\nfunc premium(r *check.Request) bool { return false }\n\n//mcp:tool\nfunc Add() error { return nil }",
		Good:        "//mcp:check\nfunc premium(r *check.Request) bool { return false }\n\n//mcp:tool auth=premium\nfunc Add() error { return nil }",
	},
	{
		Code: "MCP605", Title: "directives of another build",
		Explanation: "All directives of the package are in files that this build leaves out, so that there is nothing to generate and nothing to remove here: mcp_gen.go stays as it is. The hint names a build in which mcpgen sees them.",
		Bad:         "-- notes_plan9.go --\npackage notes\n\n//mcp:tool\nfunc Purge() error { return nil }\n-- notes.go --\npackage notes",
		Good:        "-- notes.go --\npackage notes\n\n//mcp:tool\nfunc Purge() error { return nil }",
	},
}
