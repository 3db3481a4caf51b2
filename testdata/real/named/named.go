// Package named says otherwise than Go what its tools are called and do.
//
//mcp:package prefix=billing_
package named

//go:generate go run github.com/mcpgen/mcpgen/cmd/mcpgen

// Invoice pays an invoice.
// It may take a while.
//
// It was written in a hurry.
//
//mcp:tool title="Pay an invoice"
func Invoice(id string) string { return id }

// TODO(ann): rename.
// nolint:errcheck
//
// Refund gives the money back.
//
// Deprecated: use Credit.
//
//mcp:tool
func Refund(id string) string { return id }

// Credit is for Go callers.
//
//mcp:tool name=credit_note description="Writes a credit note."
//mcp:param id format=uuid
func Credit(id string) string { return id }

// @Summary swagger
// +kubebuilder:rbac:groups=apps
//
//mcp:tool
func Void(id string) string { return id }

//mcp:prompt
func Review(id string) string { return id }
