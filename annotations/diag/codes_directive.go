package diag

// directiveCodes are the codes MCP1xx: reading directives.
var directiveCodes = []Info{
	{
		Code: "MCP101", Title: "comment looks like a directive but is not read as one",
		Explanation: `A directive begins with exactly //mcp: at the start of a comment, in lower case, without a blank. Other spellings
are ordinary comments for Go: gofmt even turns some of them into prose for good. What the author meant, often a
restriction, would silently not hold. If the line really is prose, begin it differently.`,
		Bad:  "// mcp:tool auth=scopes(notes:write)\nfunc Purge() error { return nil }",
		Good: "//mcp:tool auth=scopes(notes:write)\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP102", Title: "unknown directive",
		Explanation: `The word behind //mcp: is none of the directives that mcpgen knows; it ends at the first blank. The list is
shown by mcpgen directives.`,
		Bad:  "//mcp:tol\nfunc Purge() error { return nil }",
		Good: "//mcp:tool\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP103", Title: "unknown key or flag",
		Explanation: `Each directive has its own keys (written key=value) and flags (written alone). A word that is neither is an
error rather than ignored, for it may be a misspelt restriction.`,
		Bad:  "//mcp:tool atuh=scopes(notes:write)\nfunc Purge() error { return nil }",
		Good: "//mcp:tool auth=scopes(notes:write)\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP104", Title: "something is written twice",
		Explanation: "A key, a flag, a tag or the description of one parameter may be written once. Of two values only one could count.",
		Bad:         "//mcp:tool auth=scopes(notes:read) auth=scopes(notes:write)\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool auth=scopes(notes:read,notes:write)\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP105", Title: "value does not fit the key",
		Explanation: "A key takes a value of a certain kind: one word, a list, a number, or one of a few choices; a flag takes none.",
		Bad:         "//mcp:tool deny=challange\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool deny=challenge\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP106", Title: "malformed argument",
		Explanation: `Arguments are separated by blanks; a list by commas without blanks, except inside parentheses. Text with blanks,
commas, quotes, parentheses, = or $ is written as a Go string, in double or back quotes.`,
		Bad:  "//mcp:tool auth=scopes(notes:write\nfunc Purge() error { return nil }",
		Good: "//mcp:tool auth=scopes(notes:write)\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP107", Title: "unreadable directive",
		Explanation: `A directive is at most 16 KiB long and valid UTF-8. It holds nothing that its reader would not see: no invisible
characters (zero-width, fillers, bidirectional controls), and no more than 40 blanks in a row. Joiners and variation
selectors may stand in text where scripts and emoji need them.`,
		Bad:  "//mcp:tool title=\"Pur\u200bge\"\nfunc Purge() error { return nil }",
		Good: "//mcp:tool title=\"Purge\"\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP108", Title: "something required is missing",
		Explanation: "Some directives need a name or certain keys, as param needs the name of a parameter and restrict a tag.",
		Bad:         "//mcp:tool\n//mcp:param maxlen=80\nfunc Add(title string) error { return nil }",
		Good:        "//mcp:tool\n//mcp:param title maxlen=80\nfunc Add(title string) error { return nil }",
	},
	{
		Code: "MCP109", Title: "second directive on one declaration",
		Explanation: "A function is one tool, one resource, one prompt or one check. Several param directives may stand on a function.",
		Bad:         "//mcp:tool\n//mcp:tool auth=authenticated\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool auth=authenticated\nfunc Purge() error { return nil }",
	},
	{
		Code: "MCP111", Title: "contradictory flags",
		Explanation: "A tool that only reads destroys nothing; clients would believe the wrong one of the two.",
		Bad:         "//mcp:tool readonly destructive\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool destructive\nfunc Purge() error { return nil }",
	},
	// MCP110 said that something could not be generated yet. Codes are never used again.
	{
		Code: "MCP112", Title: "unknown client capability",
		Explanation: "needs= names what a client has to declare before it may call the tool: sampling, elicitation or roots.",
		Bad:         "//mcp:tool needs=smapling\nfunc Purge() error { return nil }",
		Good:        "//mcp:tool needs=sampling\nfunc Purge() error { return nil }",
	},
}
