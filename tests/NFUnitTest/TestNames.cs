// The portable tests name no test framework. On the board it is this one; tests/NukiEdge.Tests/TestNames.cs is the PC's side.
global using nanoFramework.TestFramework;
