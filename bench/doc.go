// Package bench is the root of the benchmarks that compare mcpgen with its alternatives: mcp-go by hand, the official
// go-sdk and others. It is a module of its own, so that the alternatives are no dependencies of mcpgen.
//
// Each benchmark runs mcpgen and the alternatives in one process and one run, because machines are shared and noisy:
// only ratios of one run mean anything. `make bench` runs them all; docs/performance.md keeps the figures.
package bench
