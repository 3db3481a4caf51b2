package mcpruntime

import "github.com/mark3labs/mcp-go/server"

// Underneath is the mcp-go server that answers the handshake, for the test that no component is on it.
func (s *Server) Underneath() *server.MCPServer { return s.mcp }
