package notes

//mcp:tool
func Plan9() error { return nil }
