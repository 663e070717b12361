// The portable tests use the names of nanoFramework.TestFramework. On the PC they mean MSTest's; this is the only place that says so.
global using Assert = Microsoft.VisualStudio.TestTools.UnitTesting.Assert;
global using TestClass = Microsoft.VisualStudio.TestTools.UnitTesting.TestClassAttribute;
global using TestMethod = Microsoft.VisualStudio.TestTools.UnitTesting.TestMethodAttribute;

// Host tests share ports and processes.
[assembly: Microsoft.VisualStudio.TestTools.UnitTesting.DoNotParallelize]
