[assembly: AssemblyFixture(typeof(Chaos.Silence))]

namespace Chaos;

/// <summary>
/// What functions log is of no use here. Said once, before any run: the local cloud hears a function's metrics on the console, and a
/// console that is changed while a function runs in another test loses them.
/// </summary>
public sealed class Silence
{
    /// <summary>From here on.</summary>
    public Silence() => Console.SetOut(TextWriter.Null);
}
