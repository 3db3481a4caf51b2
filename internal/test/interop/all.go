package interop

// Clients are all of them. What one needs is looked for when it visits; without it the test is skipped, or fails when
// MCPGEN_REQUIRE_TOOLS=1.
func Clients() []Client {
	return []Client{
		{Name: "mcp-go", Eras: []string{Modern, Legacy}, Visit: visitMCPGo},
		{Name: "go-sdk", Eras: []string{Modern, Legacy}, Visit: visitGoSDK},
		{Name: "typescript-client", Eras: []string{Modern, Legacy}, Visit: visitNode("client")},
		{Name: "typescript-sdk", Eras: []string{Legacy}, Visit: visitNode("sdk")},
		{Name: "inspector", Eras: []string{Modern, Legacy}, Slow: true, Visit: visitInspector},
	}
}
