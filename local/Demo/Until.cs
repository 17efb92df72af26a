namespace Demo;

/// <summary>Waits for what simulated time brings.</summary>
internal static class Until
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    /// <summary>Returns when the condition holds.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, CancellationToken cancellation)
    {
        while (!await condition())
        {
            await Task.Delay(Look, cancellation);
        }
    }
}
