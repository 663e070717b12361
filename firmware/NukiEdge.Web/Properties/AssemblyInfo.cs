using System.Reflection;
using System.Runtime.CompilerServices;

[assembly: AssemblyTitle("NukiEdge.Web")]
[assembly: AssemblyProduct("NukiEdge")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: InternalsVisibleTo("NukiEdge.Web.Api")]
