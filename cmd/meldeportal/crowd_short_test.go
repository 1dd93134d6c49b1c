//go:build !long

package main

const many = 10_000 // people of the crowd
