namespace Amazon.Lambda.Core;

/// <summary>Writes to standard output, as the official one does outside Lambda.</summary>
public static class LambdaLogger
{
    public static void Log(string message) => Console.WriteLine(message);
}
