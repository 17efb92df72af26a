using LocalCloud.Kernel;

namespace LocalCloud.Backup;

/// <summary>All resources that AWS Backup protects here, whoever keeps them.</summary>
internal sealed class ResourceFamilies(params IReadOnlyList<IResourceFamily> families)
{
    private readonly Dictionary<string, IResourceFamily> _byType = new(StringComparer.Ordinal);

    /// <summary>A resource, or null.</summary>
    public ProtectedResource? Find(string resourceArn)
    {
        foreach (var family in families)
        {
            if (family.Find(resourceArn) is { } found)
            {
                _byType[found.Type] = family;
                return found;
            }
        }

        return null;
    }

    /// <summary>Who keeps the backups of a resource that was found before; it may be gone by now.</summary>
    public IResourceFamily Of(ProtectedResource resource) =>
        _byType.GetValueOrDefault(resource.Type) ?? throw AwsError.NotSimulated("backup", resource.Type);
}
