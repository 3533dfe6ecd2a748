from importlib import metadata


def brings(package, wanted):
    try:
        return bool(metadata.version(wanted))
    except metadata.PackageNotFoundError:
        return False
