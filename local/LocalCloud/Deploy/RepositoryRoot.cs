namespace LocalCloud.Deploy;

/// <summary>Finds the repository that this build belongs to.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder with Functions.sln: <paramref name="start"/> or one above it.</summary>
    /// <param name="start">Null is the folder of this assembly.</param>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static string Find(string? start = null)
    {
        var from = start ?? AppContext.BaseDirectory;
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {from} holds Functions.sln.");
    }
}
