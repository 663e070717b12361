// The portable tests name no test framework. On the board it is this one; tests/NukiEdge.Tests/TestNames.cs is the PC's side.
global using Assert = NFUnitTest.ShortAssert;
global using TestClass = nanoFramework.TestFramework.TestClassAttribute;
global using TestMethod = nanoFramework.TestFramework.TestMethodAttribute;
